import type { Line } from "#domain/conversation.ts";
import { type Instant, MINUTE } from "#domain/instant.ts";
import type { PublicMessage } from "#domain/public-fact.ts";
import type { ChatState } from "../chat-state.ts";
import { date, words } from "./language.ts";

interface Entry {
  /** A message's client id, or a line's own. */
  id: string;
  at: Instant;
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

const GROUP_MS = 2 * MINUTE;
const CUSTOMER = { kind: "customer" } as const;

/** The conversation as it is drawn: what the server has, then what is on its way to it. */
export function rowsOf(state: ChatState): Row[] {
  const entries = entriesOf(state);
  const lastOwn = entries.findLast((entry) => nameOf(entry) === CUSTOMER.kind);
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    const { at, mark } = entry;
    return {
      ...entry,
      // What is said of the last one holds for those before it.
      mark: entry !== lastOwn && (mark === "sent" || mark === "seen") ? "" : mark,
      day: before && date(before.at) === date(at) ? "" : date(at) === date(Date.now() + state.skewMs) ? words.today : date(at),
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
    if (entry.kind === "line") return { id: `${entry.no}`, at, said: entry.line, mark: "" };
    const said = entry.message;
    const isOwn = said.author.kind === CUSTOMER.kind;
    return { id: said.clientId, at, said, mark: !isOwn ? "" : ++own > session.seen ? "sent" : "seen" };
  });
  for (const { clientId: id, text, at, state, reason } of outbox) {
    // What came too late is offered below, as the beginning of the next chat.
    if (reason === "session-ended" || entries.some((entry) => entry.id === id)) continue;
    const said = { author: CUSTOMER, text, sources: [], stopped: false };
    entries.push({ id, at: at + skewMs, said, mark: state === "waiting" ? "sending" : state });
  }
  return entries;
}

/** Whether they are drawn as one: of one sender, one soon after the other, on one day. */
function belong(one: Entry | undefined, next: Entry | undefined): boolean {
  return (
    !!one &&
    !!next &&
    nameOf(one) === nameOf(next) &&
    next.at - one.at < GROUP_MS &&
    date(one.at) === date(next.at)
  );
}

/** What tells senders apart; a line is like no other. */
function nameOf({ said }: Entry): unknown {
  if ("kind" in said) return said;
  const { author } = said;
  return author.kind === CUSTOMER.kind ? author.kind : author.kind + author.name;
}
