import { and, asc, countDistinct, count, eq, isNotNull, lt, notExists, sql } from "drizzle-orm";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { ErasedOldChats } from "#domain/privacy/retention.ts";
import type { Reader } from "../store/store.ts";

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

/** Counts the chats that ended before an instant, and the customers who have no other chat. */
export async function countChatsEndedBefore(
  reader: Reader,
  orgId: OrgId,
  before: Instant,
): Promise<ErasedOldChats> {
  const { session } = reader.tables;
  const old = endedBefore(reader, orgId, before);
  const [chats] = await reader.db.select({ count: count() }).from(session).where(old);
  const later = reader.db
    .select({ one: sql`1` })
    .from(sql`${session} as later`)
    .where(
      sql`later.org_id = ${session.orgId} and later.customer_id = ${session.customerId}
        and (later.ended_at is null or later.ended_at >= ${before})`,
    );
  const [customers] = await reader.db
    .select({ count: countDistinct(session.customerId) })
    .from(session)
    .where(and(old, notExists(later)));
  return { chats: chats?.count ?? 0, customers: customers?.count ?? 0 };
}

function endedBefore({ tables: { session } }: Reader, orgId: OrgId, before: Instant) {
  return and(eq(session.orgId, orgId), isNotNull(session.endedAt), lt(session.endedAt, before));
}
