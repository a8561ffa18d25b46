import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

/** A condition for the sessions of an organization in the queue whose customer has not left: see `hasLeft`. */
export function isServedNext({ session }: Tables, orgId: OrgId) {
  return and(
    eq(session.orgId, orgId),
    isNotNull(session.queuedAt),
    isNull(session.endedAt),
    isNull(session.customerLeftAt),
  );
}

/** The order of the queue, which is the same as that of `compareQueuePlace` in `domain/routing/queue-order.ts`. */
export function queueOrder({ session }: Tables) {
  return [desc(session.returned), asc(session.queuedAt), asc(session.id)];
}

/** Lists the sessions in the queue, in serving order, without those whose customer has left. */
export async function listQueue({ db, tables }: Reader, orgId: OrgId): Promise<SessionId[]> {
  const rows = await db
    .select({ id: tables.session.id })
    .from(tables.session)
    .where(isServedNext(tables, orgId))
    .orderBy(...queueOrder(tables));
  return rows.map(({ id }) => id);
}
