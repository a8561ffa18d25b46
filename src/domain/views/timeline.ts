import type { BotFailureCause } from "../model/bot-failure-cause.ts";
import type { HeldWhy, SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import type { Instant, Millis } from "../model/instant.ts";
import type { Message } from "../model/message.ts";
import type { EndedBy, Holder } from "../model/session.ts";
import type { LaneSession } from "./customer-lane.ts";

/** Why a chat went to the queue, or to the chatbot. A failure of the chatbot has an entry of its own. */
export type QueuedWhy =
  | "person-asked"
  | "bot-unsure"
  | "bot-asked"
  | "agent-gone"
  | "switched"
  | "switch-undone";
export type ToBotWhy = "handed-back" | "bot-chosen" | "switched" | "switch-undone";

/** An event in a chat other than a message. */
export type TimelineNotice =
  | { kind: "joined"; name: string }
  | { kind: "mail-taken"; name: string }
  | { kind: "mail-given-back" }
  | { kind: "to-line"; why: QueuedWhy }
  | { kind: "to-bot"; why: ToBotWhy }
  | { kind: "bot-failed"; cause: BotFailureCause }
  | { kind: "bot-stopped" }
  | { kind: "person-offered" }
  | { kind: "kept-open" }
  | { kind: "customer-left" }
  | { kind: "customer-back" }
  | { kind: "ended"; by: EndedBy };

/** An entry of a lane. Its `key` is stable. */
export type TimelineEntry =
  | { kind: "session"; key: string; openedAt: Instant; lengthMs: Millis | null; names: readonly string[] }
  | { kind: "day"; key: string; at: Instant }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: Message }
  | { kind: "line"; key: string; at: Instant; sessionId: SessionId; line: TimelineNotice };

/** Options of {@link buildTimeline}. */
interface TimelineOptions {
  /** Maps an instant to a text that is unique to its day. */
  dayOf: (at: Instant) => string;
  /** The number of the customer's messages of the last session above the "New" divider; `null` for no divider. */
  newAfter: number | null;
}

/** Builds one thread from a customer's sessions, oldest first, with a divider before each if there are several. */
export function buildTimeline(
  sessions: readonly LaneSession[],
  { dayOf, newAfter }: TimelineOptions,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let day: string | null = null;
  for (const one of sessions) {
    const isLast = one === sessions.at(-1);
    if (sessions.length > 1) entries.push(divider(one));
    const events = one.facts.flatMap(({ no, fact }) => entryOf(no, fact));
    const firstNew = isLast && newAfter !== null ? firstNewOf(one, newAfter) : null;
    for (const entry of events) {
      const at = entry.kind === "message" ? entry.message.sentAt : entry.at;
      const its = dayOf(at);
      if (its !== day) entries.push({ kind: "day", key: `${entry.key} day`, at });
      if (entry.key === firstNew) entries.push({ kind: "new", key: "new" });
      entries.push(entry);
      day = its;
    }
  }
  return entries;
}

type EventEntry = Extract<TimelineEntry, { kind: "message" | "line" }>;

function entryOf(no: number, fact: SessionFact): EventEntry[] {
  if (fact.kind === "message-posted") return [{ kind: "message", key: keyOf(no), message: fact.message }];
  const notice = noticeOf(fact);
  return notice === null ? [] : [{ kind: "line", key: keyOf(no), sessionId: fact.sessionId, ...notice }];
}

function noticeOf(
  fact: Exclude<SessionFact, { kind: "message-posted" }>,
): { at: Instant; line: TimelineNotice } | null {
  switch (fact.kind) {
    case "session-held": {
      const line = holderNotice(fact.holder, fact.why);
      return line === null ? null : { at: fact.at, line };
    }
    case "bot-turn-failed":
      return { at: fact.at, line: { kind: "bot-failed", cause: fact.cause } };
    case "bot-turn-stopped":
      return fact.why === "customer" ? { at: fact.at, line: { kind: "bot-stopped" } } : null;
    case "person-offered":
    case "kept-open":
    case "customer-left":
    case "customer-back":
      return { at: fact.at, line: { kind: fact.kind } };
    case "session-ended":
      return { at: fact.at, line: { kind: "ended", by: fact.by } };
    case "session-opened":
    case "clock-set-back":
    case "holder-away":
    case "session-rerouted":
    case "bot-turn-started":
    case "session-attended":
    case "mail-snoozed":
      return null;
  }
  fact satisfies never;
  return null;
}

function holderNotice(holder: Holder, why: HeldWhy): TimelineNotice | null {
  switch (holder.kind) {
    case "agent":
      return { kind: why.kind === "mail-taken" ? "mail-taken" : "joined", name: holder.name };
    case "queue":
      return queuedNotice(why);
    case "bot":
      return toBotNotice(why);
    case "nobody":
      return why.kind === "mail-given-back" ? { kind: why.kind } : null;
  }
  holder satisfies never;
  return null;
}

function queuedNotice(why: HeldWhy): TimelineNotice | null {
  switch (why.kind) {
    case "person-asked":
    case "bot-unsure":
    case "bot-asked":
    case "agent-gone":
    case "switched":
    case "switch-undone":
      return { kind: "to-line", why: why.kind };
    // A failure has its own entry, with its cause. The other reasons do not lead to the queue.
    case "bot-failed":
    case "assigned":
    case "accepted":
    case "took-over":
    case "bot-chosen":
    case "handed-back":
    case "mail-taken":
    case "mail-given-back":
      return null;
  }
  why satisfies never;
  return null;
}

function toBotNotice(why: HeldWhy): TimelineNotice | null {
  switch (why.kind) {
    case "handed-back":
    case "bot-chosen":
    case "switched":
    case "switch-undone":
      return { kind: "to-bot", why: why.kind };
    // These do not lead to the chatbot.
    case "person-asked":
    case "bot-failed":
    case "bot-unsure":
    case "bot-asked":
    case "agent-gone":
    case "assigned":
    case "accepted":
    case "took-over":
    case "mail-taken":
    case "mail-given-back":
      return null;
  }
  why satisfies never;
  return null;
}

function divider({ session, facts }: LaneSession): TimelineEntry {
  const names = new Set<string>();
  for (const { fact } of facts) {
    if (fact.kind === "message-posted" && fact.message.author.kind !== "customer")
      names.add(fact.message.author.name);
  }
  const lengthMs = session.endedAt === null ? null : session.endedAt - session.openedAt;
  return { kind: "session", key: session.id, openedAt: session.openedAt, lengthMs, names: [...names] };
}

/**
 * The key of the first unread message; `null` once a member has answered after it, because the divider is then of no
 * use. Counted from the end, because the beginning may not be loaded.
 */
function firstNewOf({ session, facts }: LaneSession, read: number): string | null {
  const theirs = facts.filter(
    ({ fact }) => fact.kind === "message-posted" && fact.message.author.kind === "customer",
  );
  const first = theirs.slice(Math.max(0, theirs.length - (session.customerMessages - read))).at(0);
  if (first === undefined) return null;
  const isAnswered = facts.some(
    ({ no, fact }) =>
      no > first.no && fact.kind === "message-posted" && fact.message.author.kind === "member",
  );
  return isAnswered ? null : keyOf(first.no);
}

function keyOf(no: number): string {
  return `fact ${no}`;
}
