import type { Chat } from "../../chat/chat-controller.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import { toCustomer } from "../../chat/messages-to-customer.ts";
import { arriving } from "./message-in-progress.ts";
import { icon } from "../elements/icon.ts";
import { words } from "../locale/strings.ts";
import { messageRows } from "./message-rows.ts";
import { h, type Tree } from "../dom/virtual-dom.ts";

/** This near to the end counts as being there, in px. */
const NEAR = 64;

/** What was said, beneath the company's greeting. That is drawn, not said: it is no message and winds no clock. */
export function conversationLog(state: ChatState, chat: Chat): Tree {
  const { session, settings, away } = state;
  const count = session === null ? 0 : toCustomer(session.talk).length;
  const below = count - (away ?? count);
  return h(
    "div",
    "log-place",
    h(
      "div",
      { class: "scroller", onscroll: ({ currentTarget }) => scrolled(currentTarget, away ?? count, chat) },
      h(
        "div",
        { class: "log", role: "log", tabindex: 0, "aria-label": words.$log },
        settings &&
          h(
            "div",
            { class: "bubble welcome", dir: "auto" },
            h("p", "", settings.greeting),
            h("p", "", settings.answers === "bot" ? words.$botWelcome : words.$personAnswers),
          ),
        h("ol", "", messageRows(state, chat)),
      ),
      arriving(state),
    ),
    below > 0 &&
      h(
        "button",
        { class: "pill", onclick: () => chat.store.set({ away: null }) },
        icon("down"),
        words.$unread(below),
      ),
  );
}

/** Whoever reads further up is left in peace; how much was there when they went tells what is new since. */
function scrolled({ scrollTop, scrollHeight, clientHeight }: Element, count: number, chat: Chat): void {
  // A window that is closed has no height, and nobody leaves the end by that.
  if (clientHeight > 0)
    chat.store.set({ away: scrollHeight - scrollTop - clientHeight > NEAR ? count : null });
}
