import { setImmediate } from "node:timers/promises";
import type { CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { type Session, isMail } from "#domain/model/session.ts";
import { getCustomer } from "../../db/customers/customers.ts";
import { lastFactNo } from "../../db/conversations/feed.ts";
import { factsBefore, newestFacts, sessionsOfCustomer } from "../../db/conversations/customer-history.ts";
import { readMarks } from "../../db/conversations/read-marks.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { Reader } from "../../db/store/store.ts";
import type { ServiceContext } from "../context.ts";
import { PAGE_FACTS } from "#domain/views/conversation-page.ts";
import type { LaneSession, LaneSnapshot } from "#domain/views/customer-lane.ts";

/** The largest number of sessions sent at once, which share the facts of a page. Older ones are loaded on request. */
const SESSIONS = 10;

/**
 * Reads customers with their complete sessions at one number of the feed. Customers of other organizations are left
 * out.
 */
export function laneSnapshots(
  { store }: ServiceContext,
  orgId: OrgId,
  memberId: MemberId,
  ids: readonly CustomerId[],
): Promise<LaneSnapshot[]> {
  return store.snapshot(async (reader) => {
    const no = await lastFactNo(reader, orgId);
    const lanes: LaneSnapshot[] = [];
    for (const id of ids) {
      // Thirty lanes have 3,000 facts. SQLite answers without a turn of the event loop, so others would wait for all.
      await setImmediate();
      const customer = await getCustomer(reader, orgId, id);
      if (customer === null) continue;
      const { sessions, earlier } = await page(
        reader,
        orgId,
        await sessionsOfCustomer(reader, { orgId, customerId: id }, null, SESSIONS + 1),
      );
      const last = sessions.at(-1);
      const marks = last === undefined ? null : await readMarks(reader, orgId, memberId, [last.session.id]);
      await addSeenMail(reader, orgId, sessions);
      lanes.push({ no, customer, sessions, earlier, read: marks?.get(last?.session.id ?? "ses_") ?? 0 });
    }
    return lanes;
  });
}

/** Adds to mail sessions how much of them the customer has seen. */
async function addSeenMail(reader: Reader, orgId: OrgId, sessions: LaneSession[]): Promise<void> {
  const mail = sessions.filter(({ session }) => isMail(session));
  if (mail.length === 0) return;
  const ids = mail.map(({ session }) => session.id);
  const marks = await readMarks(reader, orgId, "customer", ids);
  for (const one of mail) one.seen = marks.get(one.session.id) ?? 0;
}

/** Reads the page before the contents of a lane: older facts of one session, or older sessions. */
export function olderInLane(
  { store }: ServiceContext,
  orgId: OrgId,
  {
    customerId,
    before,
  }: { customerId: CustomerId; before: { sessionId: SessionId; sessionNo: number | null } },
): Promise<{ sessions: LaneSession[]; earlier: boolean }> {
  return store.snapshot(async (reader) => {
    const session = await getSession(reader, orgId, before.sessionId);
    if (session === null || session.customerId !== customerId) throw new Refusal("session-unknown");
    if (before.sessionNo !== null) {
      const limit = PAGE_FACTS;
      const older = await laneSession(reader, orgId, session, { before: before.sessionNo, limit });
      return { sessions: [older], earlier: false };
    }
    return page(
      reader,
      orgId,
      await sessionsOfCustomer(reader, { orgId, customerId }, session, SESSIONS + 1),
    );
  });
}

/**
 * Reads the newest {@link PAGE_FACTS} facts of these sessions, of which one more is given than a page has, to see
 * whether there are more. Only the first session of a page may lack its oldest facts.
 */
async function page(reader: Reader, orgId: OrgId, newestFirst: readonly Session[]) {
  const sessions: LaneSession[] = [];
  let room = PAGE_FACTS;
  for (const session of newestFirst.slice(0, SESSIONS)) {
    if (room === 0) break;
    const read = await laneSession(reader, orgId, session, { before: null, limit: room });
    room -= read.facts.length;
    sessions.unshift(read);
  }
  return { sessions, earlier: newestFirst.length > sessions.length };
}

async function laneSession(
  reader: Reader,
  orgId: OrgId,
  session: Session,
  { before, limit }: { before: number | null; limit: number },
): Promise<LaneSession> {
  const place = { orgId, sessionId: session.id };
  const facts =
    before === null
      ? await newestFacts(reader, place, limit)
      : await factsBefore(reader, place, before, limit);
  return { session, facts, earlier: (facts[0]?.sessionNo ?? 1) > 1 };
}
