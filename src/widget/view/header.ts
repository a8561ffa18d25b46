import { firstCharacter } from "#domain/text/first-character.ts";
import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { button, tool } from "./elements/button.ts";
import { isFramed } from "./dom/frame-and-touch.ts";
import { whoAnswers } from "./elements/who-answers.ts";
import { strings } from "./locale/reader-locale.ts";
import { h, type VirtualNode, type VirtualElement } from "./dom/virtual-dom.ts";

/** The header: company name, who is answering, menu and close button. */
export function header(state: ChatState, chat: ChatController): VirtualElement {
  const { settings, session, stage, window } = state;
  const company = settings?.companyName ?? "";
  return h(
    "header",
    "",
    h("span", { class: "logo", "aria-hidden": true }, firstCharacter(company)),
    h("div", "title", h("h1", { tabindex: -1 }, company), h("p", "small", whoAnswers(state))),
    stage === "chat" && session?.talk.ended === null && menu(state, chat),
    isFramed &&
      tool(window.full ? "close" : "nobody", window.full ? strings.$close : strings.$minimise, () =>
        chat.close(),
      ),
  );
}

function menu({ asking }: ChatState, chat: ChatController): VirtualNode {
  const isOpen = asking === "menu";
  return h(
    "div",
    "menu-place",
    tool("more", strings.$more, () => chat.store.set({ asking: isOpen ? "nothing" : "menu" }), {
      "aria-haspopup": "menu",
      "aria-expanded": `${isOpen}`,
    }),
    isOpen &&
      h(
        "div",
        { class: "menu", role: "menu" },
        button("", strings.end.$yes, () => chat.store.set({ asking: "end" }), {
          role: "menuitem",
          id: "first",
          onblur: ({ relatedTarget }) => {
            // The menu also loses the focus when it is removed after a choice.
            if (relatedTarget === null && chat.store.get().asking === "menu")
              chat.store.set({ asking: "nothing" });
          },
        }),
      ),
  );
}
