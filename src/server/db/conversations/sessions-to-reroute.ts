import { and, asc, eq, isNull, lt } from "drizzle-orm";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Reader } from "../store/store.ts";

/** Lists active chats last routed under a switch number lower than `switchNo`. */
export async function listSessionsToReroute(
  { db, tables }: Reader,
  orgId: OrgId,
  switchNo: number,
  limit: number,
): Promise<SessionId[]> {
  const { session } = tables;
  const rows = await db
    .select({ id: session.id })
    .from(session)
    .where(
      and(
        eq(session.orgId, orgId),
        lt(session.routedUnder, switchNo),
        isNull(session.endedAt),
        eq(session.channel, "chat"),
      ),
    )
    .orderBy(asc(session.openedAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}
