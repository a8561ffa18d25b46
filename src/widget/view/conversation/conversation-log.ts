import type { ChatController } from "../../chat/chat-controller.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import { messagesToCustomer } from "../../chat/messages-to-customer.ts";
import { messageInProgress } from "./message-in-progress.ts";
import { icon } from "../elements/icon.ts";
import { plural, strings } from "../locale/reader-locale.ts";
import { messageRows } from "./message-rows.ts";
import { h, type VirtualElement } from "../dom/virtual-dom.ts";

/** Positions within this distance of the end, in px, count as the end. */
const NEAR_END_PX = 64;

/** The messages, below the greeting, which is only shown: it is not a message and does not reset the idle timeout. */
export function conversationLog(state: ChatState, chat: ChatController): VirtualElement {
  const { session, settings, countWhenScrolledUp } = state;
  const count = session === null ? 0 : messagesToCustomer(session.talk).length;
  const below = count - (countWhenScrolledUp ?? count);
  return h(
    "div",
    "log-place",
    h(
      "div",
      {
        class: "scroller",
        onscroll: ({ currentTarget }) => onScroll(currentTarget, countWhenScrolledUp ?? count, chat),
      },
      h(
        "div",
        { class: "log", role: "log", tabindex: 0, "aria-label": strings.$log },
        settings &&
          h(
            "div",
            { class: "bubble welcome", dir: "auto" },
            h("p", "", settings.greeting),
            h("p", "", settings.answers === "bot" ? strings.$botWelcome : strings.$personAnswers),
          ),
        h("ol", "", messageRows(state, chat)),
      ),
      messageInProgress(state),
    ),
    below > 0 &&
      h(
        "button",
        { class: "pill", onclick: () => chat.store.set({ countWhenScrolledUp: null }) },
        icon("down"),
        plural(below, strings.$unread),
      ),
  );
}

/** Stops following the end when the customer scrolls up, and stores the count, to show how many messages are new. */
function onScroll(
  { scrollTop, scrollHeight, clientHeight }: Element,
  count: number,
  chat: ChatController,
): void {
  // A closed window has no height, which does not count as scrolling.
  if (clientHeight > 0)
    chat.store.set({
      countWhenScrolledUp: scrollHeight - scrollTop - clientHeight > NEAR_END_PX ? count : null,
    });
}
