import { applyFact } from "../model/apply-fact.ts";
import type { NumberedFact, SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import type { Customer } from "../model/customer.ts";
import { type Session, isMail } from "../model/session.ts";

/**
 * One session inside a lane. In the first one, `facts` may be only the newest; `earlier` is `true` if older ones can be
 * loaded.
 */
export interface LaneSession {
  session: Session;
  facts: readonly NumberedFact<SessionFact>[];
  earlier: boolean;
  /** Of a mail session, how many of the messages to the customer they have seen. */
  seen?: number;
}

/** A customer with their sessions, oldest first, at one number of the feed. */
export interface LaneSnapshot {
  no: number;
  customer: Customer;
  sessions: readonly LaneSession[];
  /** Whether there are sessions older than the first of `sessions`. */
  earlier: boolean;
  read: number;
}

/** The maximum number of lanes open in one client: more than any screen shows. */
export const OPEN_LANES_MAX = 30;

/** Returns a lane after one more fact. Facts about other customers, and facts already applied, change nothing. */
export function applyFactToLane(lane: LaneSnapshot, { no, sessionNo, fact }: NumberedFact): LaneSnapshot {
  if (no <= lane.no) return lane;
  if (fact.kind === "erased") return removeSessions(lane, no, fact.sessions);
  if (!("sessionId" in fact)) return lane;
  const entry = { no, sessionNo, fact };
  if (fact.kind === "session-opened") {
    if (fact.customer.id !== lane.customer.id) return lane;
    const opened = { session: fact.session, facts: [entry], earlier: false };
    return { ...lane, no, customer: fact.customer, sessions: [...lane.sessions, opened], read: 0 };
  }
  if (!lane.sessions.some(({ session }) => session.id === fact.sessionId)) return lane;
  return {
    ...lane,
    no,
    sessions: lane.sessions.map((one) => (one.session.id === fact.sessionId ? add(one, entry) : one)),
  };
}

/**
 * Merges a loaded lane with a fresh snapshot. Facts never change, so both can be combined; the current state comes
 * from the higher number. Facts before a gap are dropped, because they can be loaded again.
 */
export function mergeLanes(loaded: LaneSnapshot, fresh: LaneSnapshot): LaneSnapshot {
  const [older, newer] = fresh.no < loaded.no ? [fresh, loaded] : [loaded, fresh];
  const [first] = newer.sessions;
  const at = older.sessions.findIndex(({ session }) => session.id === first?.session.id);
  if (at < 0) return newer;

  const sessions = newer.sessions.map((one) => {
    const other = older.sessions.find(({ session }) => session.id === one.session.id);
    return other === undefined
      ? one
      : mergeSession(one, other, newer === fresh ? [other, one] : [one, other]);
  });
  // Only the first session may lack its oldest facts.
  const before = sessions[0]?.earlier === true ? [] : older.sessions.slice(0, at);
  return {
    ...newer,
    sessions: [...before, ...sessions],
    earlier: before.length > 0 ? older.earlier : newer.earlier || at > 0,
  };
}

/** The cursor of the page before the loaded ones; `null` if everything is loaded. */
export function earlierPageOf(lane: LaneSnapshot) {
  const [first] = lane.sessions;
  if (first === undefined) return null;
  const sessionId = first.session.id;
  if (first.earlier) return { sessionId, sessionNo: first.facts[0]?.sessionNo ?? null };
  return lane.earlier ? { sessionId, sessionNo: null } : null;
}

/** Prepends an older page to a lane: older facts of its first session, or older sessions. */
export function prependEarlier(
  lane: LaneSnapshot,
  page: { sessions: readonly LaneSession[]; earlier: boolean },
): LaneSnapshot {
  const [first, ...rest] = lane.sessions;
  const [older] = page.sessions;
  if (first !== undefined && older?.session.id === first.session.id)
    return { ...lane, sessions: [mergeSession(first, older, [older, first]), ...rest] };
  return { ...lane, sessions: [...page.sessions, ...lane.sessions], earlier: page.earlier };
}

function removeSessions(lane: LaneSnapshot, no: number, erased: readonly SessionId[]): LaneSnapshot {
  const sessions = lane.sessions.filter(({ session }) => !erased.includes(session.id));
  return sessions.length === lane.sessions.length ? lane : { ...lane, no, sessions };
}

function add(one: LaneSession, entry: NumberedFact<SessionFact>): LaneSession {
  return { ...one, session: applyFact(one.session, entry.fact), facts: [...one.facts, entry] };
}

/**
 * Adds the facts of `other` to `one`. Of duplicates, the later one in `inOrder` wins, because it is not truncated.
 */
function mergeSession(one: LaneSession, other: LaneSession, inOrder: readonly LaneSession[]): LaneSession {
  const byNo = new Map(inOrder.flatMap(({ facts }) => facts.map((entry) => [entry.no, entry] as const)));
  const facts = withoutGap([...byNo.values()].toSorted((a, b) => a.no - b.no));
  const [first] = facts;
  const { earlier } = [one, other].find((each) => each.facts[0]?.no === first?.no) ?? one;
  const seen = Math.max(one.seen ?? 0, other.seen ?? 0);
  return { session: one.session, facts, earlier, ...(isMail(one.session) && { seen }) };
}

/** The longest end of `facts` with consecutive numbers. */
function withoutGap(facts: NumberedFact<SessionFact>[]): NumberedFact<SessionFact>[] {
  const start = facts.findLastIndex(
    (entry, at) => at > 0 && entry.sessionNo !== (facts[at - 1]?.sessionNo ?? 0) + 1,
  );
  return start < 0 ? facts : facts.slice(start);
}
