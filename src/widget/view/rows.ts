import type { Line } from "#domain/conversation.ts";
import { DAY, type Instant, MINUTE } from "#domain/instant.ts";
import type { PublicMessage } from "#domain/public-fact.ts";
import type { ChatState } from "../chat-state.ts";
import { date, words } from "./language.ts";

/** What became of one of the customer's own messages. */
type Mark = "" | "sending" | "sent" | "seen" | "failed";

interface Entry {
  at: Instant;
  /** A message, or the line that stands in its place. */
  said: Pick<PublicMessage, "author" | "text" | "sources" | "stopped"> | Line;
  mark: Mark;
}

/** One row of the conversation, told in values that stay the same while the row looks the same. */
export interface Row extends Entry {
  /** A message's client id, or a line's own. */
  id: string;
  /** The day, where it begins. */
  day: string;
  /** First and last of a sender's messages in a row. */
  first: boolean;
  last: boolean;
}

const GROUP_MS = 2 * MINUTE;

/** The conversation as it is drawn: what the server has, then what is on its way to it. */
export function rowsOf(state: ChatState): Row[] {
  const entries = [...entriesOf(state)];
  const lastOwn = entries.findLast(([, entry]) => nameOf(entry) === "customer");
  return entries.map((row, index) => {
    const [id, entry] = row;
    const [before, after] = [entries[index - 1]?.[1], entries[index + 1]?.[1]];
    const { at, said, mark } = entry;
    return {
      id,
      at,
      said,
      // What is said of the last one holds for those before it.
      mark: row !== lastOwn && (mark === "sent" || mark === "seen") ? "" : mark,
      day: before !== undefined && date(before.at) === date(at) ? "" : dayOf(at, Date.now() + state.skewMs),
      first: !belong(before, entry),
      last: !belong(entry, after),
    };
  });
}

function entriesOf({ session, sent, outbox, skewMs }: ChatState): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const add = (id: string, text: string, at: Instant, mark: Mark) => {
    const said = { author: { kind: "customer" as const }, text, sources: [], stopped: false };
    if (!entries.has(id)) entries.set(id, { at, said, mark });
  };
  let own = 0;
  for (const entry of session?.talk.entries ?? []) {
    const { at } = entry;
    if (entry.kind === "line") entries.set(`${entry.no}`, { at, said: entry.line, mark: "" });
    else {
      const said = entry.message;
      const isOwn = said.author.kind === "customer";
      const mark = !isOwn ? "" : ++own <= (session?.seen ?? 0) ? "seen" : "sent";
      entries.set(said.clientId, { at, said, mark });
    }
  }
  for (const { clientId, text, sentAt } of sent) add(clientId, text, sentAt, "sent");
  for (const { clientId, text, at, state, reason } of outbox) {
    // What came too late is offered below, as the beginning of the next chat.
    if (reason !== "session-ended")
      add(clientId, text, at + skewMs, state === "failed" ? "failed" : "sending");
  }
  return entries;
}

/** Whether they are drawn as one: of one sender, one soon after the other, on one day. */
function belong(one: Entry | undefined, next: Entry | undefined): boolean {
  return (
    one !== undefined &&
    next !== undefined &&
    nameOf(one) === nameOf(next) &&
    next.at - one.at < GROUP_MS &&
    date(one.at) === date(next.at)
  );
}

function nameOf({ said }: Entry): unknown {
  if ("kind" in said) return said;
  return said.author.kind === "customer" ? "customer" : said.author.kind + said.author.name;
}

/** "Today", "Yesterday", or the date. */
function dayOf(at: Instant, now: Instant): string {
  const day = date(at);
  if (day === date(now)) return words.today;
  return day === date(now - DAY) ? words.yesterday : day;
}
