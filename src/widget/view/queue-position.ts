import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { awayText, isNobodyThere } from "./elements/away-text.ts";
import { button } from "./elements/button.ts";
import { strings } from "./locale/reader-locale.ts";
import { h, type VirtualNode } from "./dom/virtual-dom.ts";

/** The customer's position in the queue. */
export function queuePosition(state: ChatState, chat: ChatController): VirtualNode {
  const { position, settings, session } = state;
  return (
    session?.talk.holder.kind === "queue" &&
    h(
      "section",
      { class: "card waiting", "aria-label": strings.$line },
      h("strong", "", strings.$place(position)),
      h("p", "", isNobodyThere(state) ? awayText(state, strings) : strings.$keepTyping),
      isNobodyThere(state) && button("link", strings.$leaveMessage, () => chat.showLetter("open")),
      settings?.answers === "bot" &&
        button("link", strings.$askBot, () => chat.sessionController.request("askBot")),
    )
  );
}
