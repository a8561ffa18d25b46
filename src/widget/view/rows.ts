import { type Instant, MINUTE } from "#domain/instant.ts";
import type { Line, PublicMessage } from "#domain/public-fact.ts";
import type { ChatState } from "../chat-state.ts";
import { date, words } from "./language.ts";

interface Entry {
  /** A message's client id, or a line's own. */
  id: string;
  at: Instant;
  /** Tells senders apart; a line is like no other. */
  by: string;
  /** A message, or the line that stands in its place. */
  said: Pick<PublicMessage, "author" | "text" | "sources" | "stopped"> | Line;
  /** What became of one of the customer's own messages. */
  mark: "" | "sending" | "sent" | "seen" | "failed";
}

/** One row of the conversation, told in values that stay the same while the row looks the same. */
export interface Row extends Entry {
  /** The day, where it begins. */
  day: string;
  /** First and last of a sender's messages in a row. */
  first: boolean;
  last: boolean;
}

/** Who the customer is in {@link Row.by}. */
export const OWN = "customer";
const GROUP_MS = 2 * MINUTE;

/** The conversation as it is drawn: what the server has, then what is on its way to it. */
export function rowsOf(state: ChatState): Row[] {
  const entries = entriesOf(state);
  const lastOwn = entries.findLast(({ by }) => by === OWN);
  return entries.map((entry, index) => {
    const { at, mark } = entry;
    const before = entries[index - 1];
    const day = date(at);
    return {
      ...entry,
      // What is said of the last one holds for those before it.
      mark: entry !== lastOwn && (mark === "sent" || mark === "seen") ? "" : mark,
      day: before && date(before.at) === day ? "" : day === date(Date.now()) ? words.today : day,
      first: !belong(before, entry),
      last: !belong(entry, entries[index + 1]),
    };
  });
}

function entriesOf({ session, outbox, skewMs }: ChatState): Entry[] {
  if (session === null) return [];
  let own = 0;
  const entries = session.talk.entries.map((entry): Entry => {
    const { at } = entry;
    if (entry.kind === "line") return { id: `${entry.no}`, at, by: `${entry.no}`, said: entry.line, mark: "" };
    const said = entry.message;
    const { author, clientId: id } = said;
    if (author.kind !== OWN) return { id, at, by: author.kind + author.name, said, mark: "" };
    return { id, at, by: OWN, said, mark: ++own > session.seen ? "sent" : "seen" };
  });
  for (const { clientId: id, text, at, state, reason } of outbox) {
    // What came too late is offered below, as the beginning of the next chat.
    if (reason === "session-ended" || entries.some((entry) => entry.id === id)) continue;
    const said = { author: { kind: OWN } as const, text, sources: [], stopped: false };
    entries.push({ id, at: at + skewMs, by: OWN, said, mark: state === "waiting" ? "sending" : state });
  }
  return entries;
}

/** Whether they are drawn as one: of one sender, one soon after the other, on one day. */
function belong(one: Entry | undefined, next: Entry | undefined): boolean {
  if (!one || !next || one.by !== next.by) return false;
  return next.at - one.at < GROUP_MS && date(one.at) === date(next.at);
}
