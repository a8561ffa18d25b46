import type { Chat } from "../chat.ts";
import type { ChatState } from "../chat-state.ts";
import { button } from "./button.ts";
import { words } from "./language.ts";
import { h, type Kid } from "./tree.ts";

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
