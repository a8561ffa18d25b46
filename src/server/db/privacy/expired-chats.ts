import { setImmediate } from "node:timers/promises";
import { and, asc, eq, gt, isNotNull, lt, sql } from "drizzle-orm";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { ErasedOldChats } from "#domain/privacy/retention.ts";
import type { Reader } from "../store/store.ts";

/** Chats that one query looks at, in a few milliseconds, unless more ended in the same one. */
const CHATS_A_PORTION = 500;

/** Lists chats that ended before an instant, oldest first, with their customers. */
export async function listChatsEndedBefore(
  reader: Reader,
  orgId: OrgId,
  before: Instant,
  limit: number,
): Promise<{ id: SessionId; customerId: CustomerId }[]> {
  const { session } = reader.tables;
  const { id, customerId } = session;
  return reader.db
    .select({ id, customerId })
    .from(session)
    .where(endedBefore(reader, orgId, before))
    .orderBy(asc(session.endedAt))
    .limit(limit);
}

/**
 * Counts the chats that ended before an instant, and the customers who have no other chat, in portions between which
 * the event loop has its turn. A customer is counted with the last of their chats.
 */
export async function countChatsEndedBefore(
  reader: Reader,
  orgId: OrgId,
  before: Instant,
  portion = CHATS_A_PORTION,
): Promise<ErasedOldChats> {
  const counts = { chats: 0, customers: 0 };
  for await (const chats of wholeMoments(reader, orgId, before, portion)) {
    counts.chats += chats.length;
    counts.customers += chats.filter(({ isLast }) => isLast).length;
    await setImmediate();
  }
  return counts;
}

interface EndedChat {
  endedAt: Instant;
  /** Whether its customer has no chat that is open or ended later. */
  isLast: boolean;
}

/**
 * Reads ended chats in portions, oldest first, those of one moment together: the index has no ids, so going on in the
 * middle of a moment would read it from its beginning again.
 */
async function* wholeMoments(
  reader: Reader,
  orgId: OrgId,
  before: Instant,
  portion: number,
): AsyncGenerator<EndedChat[], void> {
  for (let after: Instant = -1; ;) {
    const chats = await endedBetween(reader, orgId, { after, before }, portion);
    const last = chats.at(-1)?.endedAt ?? before;
    if (chats.length < portion) return yield chats;
    const whole = chats.filter(({ endedAt }) => endedAt < last);
    if (whole.length > 0) yield whole;
    else yield await endedBetween(reader, orgId, { after: last - 1, before: last + 1 });
    after = whole.at(-1)?.endedAt ?? last;
  }
}

async function endedBetween(
  reader: Reader,
  orgId: OrgId,
  { after, before }: { after: Instant; before: Instant },
  limit = Number.MAX_SAFE_INTEGER,
): Promise<EndedChat[]> {
  const { session } = reader.tables;
  const { id, endedAt } = session;
  const later = sql`exists (
    select 1 from ${session} as later
    where later.org_id = ${session.orgId} and later.customer_id = ${session.customerId} and (
      later.ended_at is null or (later.ended_at, later.id) > (${endedAt}, ${id})
    )
  )`;
  return reader.db
    .select({ endedAt: sql`${endedAt}`.mapWith(Number), isLast: sql`not ${later}`.mapWith(Boolean) })
    .from(session)
    .where(and(endedBefore(reader, orgId, before), gt(endedAt, after)))
    .orderBy(asc(endedAt))
    .limit(limit);
}

function endedBefore({ tables: { session } }: Reader, orgId: OrgId, before: Instant) {
  return and(eq(session.orgId, orgId), isNotNull(session.endedAt), lt(session.endedAt, before));
}
