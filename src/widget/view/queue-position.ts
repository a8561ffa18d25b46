import type { Chat } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { button } from "./elements/button.ts";
import { words } from "./locale/strings.ts";
import { h, type Kid } from "./dom/virtual-dom.ts";

/** In line for a person: the place, and that nothing written meanwhile is lost. */
export function waiting({ position, settings, session }: ChatState, chat: Chat): Kid {
  return (
    session?.talk.holder.kind === "queue" &&
    h(
      "section",
      { class: "card waiting", "aria-label": words.$line },
      h("strong", "", words.$place(position)),
      h("p", "", words.$keepTyping),
      settings?.answers === "bot" && button("link", words.$askBot, () => chat.talk.wish("askBot")),
    )
  );
}
