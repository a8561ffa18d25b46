import { and, eq, isNull, or, type SQL } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Reader } from "../store/store.ts";
import { isRecent } from "./member-presence.ts";

/** Whether any member is available and present. */
export async function isSomebodyAvailable(reader: Reader, orgId: OrgId, now: Instant): Promise<boolean> {
  const rows = await availableMembers(reader, now, eq(reader.tables.presence.orgId, orgId)).limit(1);
  return rows.length > 0;
}

/** Lists the organizations of which any member is available and present. */
export async function listOrganizationsWithSomebodyAvailable(
  reader: Reader,
  now: Instant,
): Promise<Set<OrgId>> {
  const rows = await availableMembers(reader, now);
  return new Set(rows.map(({ orgId }) => orgId));
}

function availableMembers({ db, tables: { member, presence } }: Reader, now: Instant, where?: SQL) {
  const isPresent = or(isNull(presence.goneAt), isRecent(presence.goneAt, now));
  return db
    .selectDistinct({ orgId: presence.orgId })
    .from(presence)
    .innerJoin(member, and(eq(member.orgId, presence.orgId), eq(member.id, presence.memberId)))
    .where(and(eq(member.active, true), eq(member.available, true), isPresent, where))
    .$dynamic();
}
