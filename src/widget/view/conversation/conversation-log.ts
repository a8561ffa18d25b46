import type { ChatController } from "../../chat/chat-controller.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import { messagesToCustomer } from "../../chat/messages-to-customer.ts";
import { awayText, isAway } from "../elements/away-text.ts";
import { strings } from "../locale/reader-locale.ts";
import { conversationEntries } from "./conversation-entries.ts";
import { plainRows } from "./plain-rows.ts";
import { h, type VirtualElement } from "../dom/virtual-dom.ts";
import type { LaterPart } from "./later-part.ts";

/**
 * Positions within this distance of the end, in px, count as the end; as near to the start, earlier messages are
 * loaded.
 */
const NEAR_PX = 64;

/**
 * The messages, below the greeting, which is only shown: it is not a message and does not reset the idle timeout.
 *
 * @param later - `null` until it is loaded: the messages are then shown as they were written
 */
export function conversationLog(
  state: ChatState,
  chat: ChatController,
  later: LaterPart | null,
): VirtualElement {
  const { session, stage, settings, countWhenScrolledUp } = state;
  const { earlier, prepended = 0 } = session ?? {};
  const count = messagesToCustomer(session).length + (earlier?.ours ?? 0);
  const entries = conversationEntries(state);
  const rows = later ? later.messageRows(entries, chat) : plainRows(entries);
  const below = count - (countWhenScrolledUp ?? count);
  return h(
    "div",
    "log-place",
    h(
      "div",
      {
        class: "scroller",
        onscroll: ({ currentTarget }) => onScroll(currentTarget, countWhenScrolledUp ?? count, chat, later),
      },
      h(
        "div",
        { class: "log", role: "log", tabindex: 0, "aria-label": strings.$log },
        earlier
          ? later?.earlierButton(chat)
          : settings &&
              stage === "chat" &&
              h(
                "div",
                { class: "bubble welcome", dir: "auto" },
                h("p", "", settings.greeting),
                h("p", "", settings.answers === "bot" ? strings.$botWelcome : strings.$personAnswers),
                isAway(state) && h("p", "", awayText(state, strings)),
              ),
        // Only what is new is announced.
        h("ol", { "aria-live": "off" }, rows.slice(0, prepended)),
        h("ol", "", rows.slice(prepended)),
      ),
      later?.messageInProgress(state, chat),
    ),
    below > 0 && later?.newMessages(below, chat),
  );
}

/**
 * Stops following the end when the customer scrolls up, and stores the count, to show how many messages are new. Near
 * the start, loads earlier messages.
 */
function onScroll(
  { scrollTop, scrollHeight, clientHeight }: Element,
  count: number,
  chat: ChatController,
  later: LaterPart | null,
): void {
  // A closed window has no height, which does not count as scrolling.
  if (clientHeight === 0) return;
  chat.store.set({
    countWhenScrolledUp: scrollHeight - scrollTop - clientHeight > NEAR_PX ? count : null,
  });
  if (scrollTop < NEAR_PX) void later?.showEarlier(chat);
}
