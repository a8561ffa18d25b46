import type { Chat } from "../chat.ts";
import type { ChatState } from "../chat-state.ts";
import { differs } from "../differs.ts";
import { toCustomer } from "../unread.ts";
import { arriving } from "./arriving.ts";
import { icon } from "./icon.ts";
import { words } from "./language.ts";
import { messageRow } from "./message-row.ts";
import { type Row, rowsOf } from "./rows.ts";
import { h, type Tree } from "./tree.ts";

/** This near to the end counts as being there, in px. */
const NEAR = 64;

/** Rows that look as they did are not made again. */
const known = new Map<string, { row: Row; tree: Tree }>();

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
        { class: "log", role: "log", tabindex: 0, "aria-label": words.log },
        settings &&
          h(
            "div",
            { class: "bubble welcome", dir: "auto" },
            h("p", "", settings.greeting),
            h("p", "", settings.answers === "bot" ? words.botWelcome : words.personAnswers),
          ),
        h(
          "ol",
          "",
          rowsOf(state).map((row) => drawRow(row, chat)),
        ),
      ),
      arriving(state),
    ),
    below > 0 &&
      h(
        "button",
        { class: "pill", onclick: () => chat.store.set({ away: null }) },
        icon("down"),
        words.unread(below),
      ),
  );
}

function drawRow(row: Row, chat: Chat): Tree {
  const before = known.get(row.id);
  if (before !== undefined && !differs(before.row, row)) return before.tree;
  const tree = messageRow(row, chat);
  known.set(row.id, { row, tree });
  return tree;
}

/** Whoever reads further up is left in peace; how much was there when they went tells what is new since. */
function scrolled({ scrollTop, scrollHeight, clientHeight }: Element, count: number, chat: Chat): void {
  // A window that is closed has no height, and nobody leaves the end by that.
  if (clientHeight > 0)
    chat.store.set({ away: scrollHeight - scrollTop - clientHeight > NEAR ? count : null });
}
