import type { SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import type { Instant, Millis } from "../model/instant.ts";
import type { Message } from "../model/message.ts";
import { type Channel, type Session, channelOf, isMail } from "../model/session.ts";
import type { LaneSession } from "./customer-lane.ts";
import { type TimelineNotice, timelineNotice } from "./timeline-notice.ts";

/** How a message by mail went: the customer left it, has seen it, or will see it when they return. */
export type MailDelivery = "left" | "seen" | "on-return";

/** An entry of a lane. Its `key` is stable. */
export type TimelineEntry =
  | {
      kind: "session";
      key: string;
      channel: Channel;
      openedAt: Instant;
      lengthMs: Millis | null;
      names: readonly string[];
    }
  | { kind: "day"; key: string; at: Instant }
  | { kind: "new"; key: string }
  /** `delivery` says of a message by mail how it went; `null` for one of a chat. */
  | { kind: "message"; key: string; message: Message; delivery: MailDelivery | null }
  | { kind: "line"; key: string; at: Instant; sessionId: SessionId; line: TimelineNotice };

/** Options of {@link buildTimeline}. */
interface TimelineOptions {
  /** Maps an instant to a text that is unique to its day. */
  dayOf: (at: Instant) => string;
  /** The number of the customer's messages of the last session above the "New" divider; `null` for no divider. */
  newAfter: number | null;
}

/**
 * Builds one thread from a customer's sessions, oldest first, with a divider before each if there are several. Everything is
 * where it happened: a mail session goes on beside the chats after it.
 */
export function buildTimeline(
  sessions: readonly LaneSession[],
  { dayOf, newAfter }: TimelineOptions,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let day: string | null = null;
  const begun = new Set<LaneSession>();
  const last = sessions.at(-1);
  const firstNew = last !== undefined && newAfter !== null ? firstNewOf(last, newAfter) : null;
  for (const { one, entry } of inOrder(sessions)) {
    if (sessions.length > 1 && !begun.has(one)) entries.push(divider(one));
    begun.add(one);
    if (entry === null) continue;
    const at = entry.kind === "message" ? entry.message.sentAt : entry.at;
    const its = dayOf(at);
    if (its !== day) entries.push({ kind: "day", key: `${entry.key} day`, at });
    if (one === last && entry.key === firstNew) entries.push({ kind: "new", key: "new" });
    entries.push(entry);
    day = its;
  }
  return entries;
}

/** An event, the number of its fact, and its session. A session without events has one entry, which is `null`. */
interface PlacedEvent {
  one: LaneSession;
  no: number;
  entry: EventEntry | null;
}

/** The events of all sessions in the order of the feed, and for each session without one a place of its own. */
function inOrder(sessions: readonly LaneSession[]): readonly PlacedEvent[] {
  const events = sessions.flatMap((one): PlacedEvent[] => {
    const own = eventsOf(one);
    const [first] = one.facts;
    return own.length > 0 ? own : [{ one, no: first?.no ?? 0, entry: null }];
  });
  const hasMail = sessions.some(({ session }) => isMail(session));
  return hasMail ? events.toSorted((a, b) => a.no - b.no) : events;
}

function eventsOf(one: LaneSession): PlacedEvent[] {
  const { facts, session, seen = 0 } = one;
  // Counted from the end, because the beginning may not be loaded.
  const loaded = facts.filter(({ fact }) => isToCustomer(fact)).length;
  let ours = session.ourMessages - loaded;
  return facts.flatMap(({ no, fact }) => {
    if (isToCustomer(fact)) ours += 1;
    return entryOf(no, fact, session, ours <= seen).map((entry) => ({ one, no, entry }));
  });
}

function isToCustomer(fact: SessionFact): boolean {
  return fact.kind === "message-posted" && fact.message.author.kind !== "customer" && !fact.message.stopped;
}

type EventEntry = Extract<TimelineEntry, { kind: "message" | "line" }>;

function entryOf(no: number, fact: SessionFact, session: Session, isSeen: boolean): EventEntry[] {
  if (fact.kind === "message-posted") {
    const delivery = isMail(session) ? deliveryOf(fact.message, isSeen) : null;
    return [{ kind: "message", key: keyOf(no), message: fact.message, delivery }];
  }
  const notice = timelineNotice(fact, session);
  return notice === null ? [] : [{ kind: "line", key: keyOf(no), sessionId: fact.sessionId, ...notice }];
}

function deliveryOf({ author }: Message, isSeen: boolean): MailDelivery {
  if (author.kind === "customer") return "left";
  return isSeen ? "seen" : "on-return";
}

function divider({ session, facts }: LaneSession): TimelineEntry {
  const names = new Set<string>();
  for (const { fact } of facts) {
    if (fact.kind === "message-posted" && fact.message.author.kind !== "customer")
      names.add(fact.message.author.name);
  }
  const lengthMs = session.endedAt === null ? null : session.endedAt - session.openedAt;
  const { openedAt } = session;
  const channel = channelOf(session);
  return { kind: "session", key: session.id, channel, openedAt, lengthMs, names: [...names] };
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
