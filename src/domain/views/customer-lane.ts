import { applyFact } from "../model/apply-fact.ts";
import type { NumberedFact, SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import type { Customer } from "../model/customer.ts";
import type { Session } from "../model/session.ts";

/** One session inside a lane. `facts` may begin late: `earlier` tells whether older ones can be asked for. */
export interface LaneSession {
  session: Session;
  facts: readonly NumberedFact<SessionFact>[];
  earlier: boolean;
}

/** A customer with their sessions, oldest first, at one number of the feed. */
export interface LaneSnapshot {
  no: number;
  customer: Customer;
  sessions: readonly LaneSession[];
  /** Older sessions exist than the first of `sessions`. */
  earlier: boolean;
  read: number;
}

/** How many customers one screen may look at: more lanes than any shows. */
export const OPEN_LANES_MAX = 30;

/** A lane after one more fact. What concerns other customers, or is known already, changes nothing. */
export function applyFactToLane(lane: LaneSnapshot, { no, sessionNo, fact }: NumberedFact): LaneSnapshot {
  if (no <= lane.no) return lane;
  if (fact.kind === "erased") return forget(lane, no, fact.sessions);
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
 * Puts what is known of a lane together with a fresh look at it. Facts never change, so the two add up; whoever has the
 * higher number knows how things stand. What would leave a gap is let go: it can be asked for again.
 */
export function mergeLanes(known: LaneSnapshot, fresh: LaneSnapshot): LaneSnapshot {
  const [older, newer] = fresh.no < known.no ? [fresh, known] : [known, fresh];
  const [first] = newer.sessions;
  const at = older.sessions.findIndex(({ session }) => session.id === first?.session.id);
  if (at < 0) return newer;

  const before = older.sessions.slice(0, at);
  const sessions = newer.sessions.map((one) => {
    const other = older.sessions.find(({ session }) => session.id === one.session.id);
    return other === undefined ? one : join(one, other, newer === fresh ? [other, one] : [one, other]);
  });
  return {
    ...newer,
    sessions: [...before, ...sessions],
    earlier: before.length > 0 ? older.earlier : newer.earlier,
  };
}

/** What to ask for to see further back; `null` at the very beginning. */
export function earlierPageOf(lane: LaneSnapshot) {
  const [first] = lane.sessions;
  if (first === undefined) return null;
  const sessionId = first.session.id;
  if (first.earlier) return { sessionId, sessionNo: first.facts[0]?.sessionNo ?? null };
  return lane.earlier ? { sessionId, sessionNo: null } : null;
}

/** A lane with an older page before it: older facts of its first session, or older sessions. */
export function prependEarlier(
  lane: LaneSnapshot,
  page: { sessions: readonly LaneSession[]; earlier: boolean },
): LaneSnapshot {
  const [first, ...rest] = lane.sessions;
  const [older] = page.sessions;
  if (first !== undefined && older?.session.id === first.session.id)
    return { ...lane, sessions: [join(first, older, [older, first]), ...rest] };
  return { ...lane, sessions: [...page.sessions, ...lane.sessions], earlier: page.earlier };
}

function forget(lane: LaneSnapshot, no: number, gone: readonly SessionId[]): LaneSnapshot {
  const sessions = lane.sessions.filter(({ session }) => !gone.includes(session.id));
  return sessions.length === lane.sessions.length ? lane : { ...lane, no, sessions };
}

function add({ session, facts, earlier }: LaneSession, entry: NumberedFact<SessionFact>): LaneSession {
  return { session: applyFact(session, entry.fact), facts: [...facts, entry], earlier };
}

/** `one` with what `other` knows besides. Of the same fact the one in the later of `inOrder` stands: it is uncut. */
function join(one: LaneSession, other: LaneSession, inOrder: readonly LaneSession[]): LaneSession {
  const byNo = new Map(inOrder.flatMap(({ facts }) => facts.map((entry) => [entry.no, entry] as const)));
  const facts = withoutGap([...byNo.values()].toSorted((a, b) => a.no - b.no));
  const [first] = facts;
  const { earlier } = [one, other].find((each) => each.facts[0]?.no === first?.no) ?? one;
  return { session: one.session, facts, earlier };
}

/** The end of `facts` in which every number follows the one before. */
function withoutGap(facts: NumberedFact<SessionFact>[]): NumberedFact<SessionFact>[] {
  const start = facts.findLastIndex(
    (entry, at) => at > 0 && entry.sessionNo !== (facts[at - 1]?.sessionNo ?? 0) + 1,
  );
  return start < 0 ? facts : facts.slice(start);
}
