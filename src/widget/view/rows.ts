import { type Instant, MINUTE } from "#domain/instant.ts";
import type { Line, PublicAuthor, PublicMessage } from "#domain/public-fact.ts";
import type { ChatState, OpenSession } from "../chat-state.ts";
import { fromCustomer } from "../unread.ts";

/** What became of one of the customer's own messages. */
export type Mark = "none" | "sending" | "sent" | "seen" | "failed";

/** One row of the conversation, told in values that stay equal while the row looks the same. */
export interface Row {
  /** A message's client id, or a line's own. */
  id: string;
  at: Instant;
  /** The first row of its day: the day is named above it. */
  newDay: boolean;
  line: Line | null;
  author: PublicAuthor;
  text: string;
  sources: PublicMessage["sources"];
  stopped: boolean;
  /** First and last of a sender's messages in a row. */
  first: boolean;
  last: boolean;
  mark: Mark;
}

const GROUP_MS = 2 * MINUTE;
const CUSTOMER: PublicAuthor = { kind: "customer" };
const noSources: PublicMessage["sources"] = [];

/** The conversation as it is drawn: what the server has, then what is on its way to it. */
export function rowsOf({ session, outbox, skewMs }: ChatState): Row[] {
  if (session === null) return [];
  const rows = entryRows(session);
  const known = new Set(rows.map(({ id }) => id));
  for (const { clientId: id, text, at, state, reason } of outbox) {
    // What came too late is offered below, as the beginning of the next chat.
    if (known.has(id) || reason === "session-ended") continue;
    rows.push(plain({ id, text, at: at + skewMs, mark: state === "waiting" ? "sending" : state }));
  }
  return group(rows);
}

function entryRows({ talk, seen }: OpenSession): Row[] {
  const own = fromCustomer(talk);
  const lastOwn = own.at(-1);
  return talk.entries.map((entry) => {
    const { at } = entry;
    if (entry.kind === "line")
      return { ...plain({ id: `line-${entry.no}`, text: "", at, mark: "none" }), line: entry.line };
    const { clientId, author, text, sources, stopped } = entry.message;
    const mark = entry.message === lastOwn ? (seen >= own.length ? "seen" : "sent") : "none";
    return { ...plain({ id: clientId, text, at, mark }), author, sources, stopped };
  });
}

function plain(own: Pick<Row, "id" | "text" | "at" | "mark">): Row {
  return {
    ...own,
    newDay: false,
    line: null,
    author: CUSTOMER,
    sources: noSources,
    stopped: false,
    first: true,
    last: true,
  };
}

function group(rows: readonly Row[]): Row[] {
  const lastOwn = rows.findLast(({ line, author }) => line === null && author.kind === "customer");
  return rows.map((row, at) => {
    const [before, after] = [rows[at - 1], rows[at + 1]];
    const sayIt = row === lastOwn || row.mark === "failed" || row.mark === "sending";
    return {
      ...row,
      mark: sayIt ? row.mark : "none",
      newDay: before === undefined || !sameDay(before.at, row.at),
      first: !belong(before, row),
      last: !belong(row, after),
    };
  });
}

function belong(one: Row | undefined, next: Row | undefined): boolean {
  if (one === undefined || next === undefined || one.line !== null || next.line !== null) return false;
  return nameOf(one) === nameOf(next) && next.at - one.at < GROUP_MS && sameDay(one.at, next.at);
}

function nameOf({ author }: Row): string {
  return author.kind === "customer" ? "" : `${author.kind} ${author.name}`;
}

function sameDay(one: Instant, other: Instant): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
