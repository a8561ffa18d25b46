import { and, count, eq, isNull } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Candidate } from "#domain/model/member.ts";
import { createAssignmentOrder } from "./assignment-order.ts";
import { listPresentMembers } from "./member-presence.ts";
import type { Reader } from "../store/store.ts";

/** Lists all members as assignment candidates, in assignment order. */
export async function listRoster(reader: Reader, orgId: OrgId, now: Instant): Promise<Candidate[]> {
  return createAssignmentOrder().sort(orgId, await loadRoster(reader, orgId, now));
}

/** Loads all members with their presence and load (counted, never stored), unordered. */
export async function loadRoster(reader: Reader, orgId: OrgId, now: Instant): Promise<Candidate[]> {
  const { member } = reader.tables;
  const { id: memberId, name, publicName, role, active, available, capacity, lastAssignedNo } = member;
  const [members, loads, present] = await Promise.all([
    reader.db
      .select({ memberId, name, publicName, role, active, available, capacity, lastAssignedNo })
      .from(member)
      .where(eq(member.orgId, orgId)),
    countHeld(reader, orgId),
    listPresentMembers(reader, orgId, now),
  ]);
  return members.map((one) => ({
    ...one,
    load: loads.get(one.memberId) ?? 0,
    present: present.has(one.memberId),
  }));
}

async function countHeld({ db, tables }: Reader, orgId: OrgId): Promise<Map<MemberId | null, number>> {
  const { session } = tables;
  const rows = await db
    .select({ memberId: session.holderMemberId, held: count() })
    .from(session)
    .where(
      and(
        eq(session.orgId, orgId),
        eq(session.holderKind, "agent"),
        isNull(session.endedAt),
        eq(session.channel, "chat"),
      ),
    )
    .groupBy(session.holderMemberId);
  return new Map(rows.map(({ memberId, held }) => [memberId, held]));
}
