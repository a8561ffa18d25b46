import type { Chat } from "../chat.ts";
import type { ChatState } from "../chat-state.ts";
import { toCustomer } from "../unread.ts";
import { arriving } from "./arriving.ts";
import { icon } from "./icon.ts";
import { words } from "./language.ts";
import { messageRows } from "./message-rows.ts";
import { h, type Tree } from "./tree.ts";

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
