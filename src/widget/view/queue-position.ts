import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { button } from "./elements/button.ts";
import { strings } from "./locale/reader-locale.ts";
import { h, type VirtualNode } from "./dom/virtual-dom.ts";

/** The customer's position in the queue. */
export function queuePosition({ position, settings, session }: ChatState, chat: ChatController): VirtualNode {
  return (
    session?.talk.holder.kind === "queue" &&
    h(
      "section",
      { class: "card waiting", "aria-label": strings.$line },
      h("strong", "", strings.$place(position)),
      h("p", "", strings.$keepTyping),
      settings?.answers === "bot" &&
        button("link", strings.$askBot, () => chat.sessionController.request("askBot")),
    )
  );
}
