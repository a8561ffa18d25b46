import { and, asc, count, eq, isNull } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Member, Candidate } from "#domain/model/member.ts";
import { createAssignmentOrder } from "./assignment-order.ts";
import type { LoadedMember } from "../record/unit-of-work.ts";
import { listPresentMembers } from "./member-presence.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader, Writer } from "../store/store.ts";

export interface NewMember extends Member {
  /** Whose account it is. */
  userId: string;
  createdAt: Instant;
}

export async function getMember({ db, tables }: Reader, orgId: OrgId, id: MemberId): Promise<Member | null> {
  const { member } = tables;
  const [row] = await db
    .select(shown(tables))
    .from(member)
    .where(and(eq(member.orgId, orgId), eq(member.id, id)));
  return row ?? null;
}

/** All members, deactivated ones too, by name. */
export async function listMembers({ db, tables }: Reader, orgId: OrgId): Promise<Member[]> {
  const { member } = tables;
  return db
    .select(shown(tables))
    .from(member)
    .where(eq(member.orgId, orgId))
    .orderBy(asc(member.name), asc(member.id));
}

/** Where this account works: its oldest active membership; `null` if it has none. */
export async function findMembershipOf(
  { db, tables }: Reader,
  userId: string,
): Promise<{ orgId: OrgId; member: Member } | null> {
  const { member } = tables;
  const [row] = await db
    .select({ orgId: member.orgId, member: shown(tables) })
    .from(member)
    .where(and(eq(member.userId, userId), eq(member.active, true)))
    .orderBy(asc(member.createdAt), asc(member.id))
    .limit(1);
  return row ?? null;
}

/** @throws when the account is already a member of this organization */
export async function addMember({ db, tables }: Writer, orgId: OrgId, member: NewMember): Promise<void> {
  await db.insert(tables.member).values({ ...member, orgId });
}

/** All members as the assignment sees them, in the cursor's order. */
export async function listRoster(reader: Reader, orgId: OrgId, now: Instant): Promise<Candidate[]> {
  const members = await listLoadedMembers(reader, orgId, now);
  return createAssignmentOrder()
    .sort(orgId, members)
    .map(({ id: memberId, lastAssignedNo: _, ...member }) => ({ memberId, ...member }));
}

/** All members with their presence and their load, which is counted and never stored. In no order. */
export async function listLoadedMembers(reader: Reader, orgId: OrgId, now: Instant): Promise<LoadedMember[]> {
  const { id, name, role, active, available, capacity, lastAssignedNo } = reader.tables.member;
  const [members, loads, present] = await Promise.all([
    reader.db
      .select({ id, name, role, active, available, capacity, lastAssignedNo })
      .from(reader.tables.member)
      .where(eq(reader.tables.member.orgId, orgId)),
    countHeld(reader, orgId),
    listPresentMembers(reader, orgId, now),
  ]);
  return members.map((member) => ({
    ...member,
    load: loads.get(member.id) ?? 0,
    present: present.has(member.id),
  }));
}

async function countHeld({ db, tables }: Reader, orgId: OrgId): Promise<Map<MemberId | null, number>> {
  const { session } = tables;
  const rows = await db
    .select({ memberId: session.holderMemberId, held: count() })
    .from(session)
    .where(and(eq(session.orgId, orgId), eq(session.holderKind, "agent"), isNull(session.endedAt)))
    .groupBy(session.holderMemberId);
  return new Map(rows.map(({ memberId, held }) => [memberId, held]));
}

function shown({ member }: Tables) {
  const { id, name, email, role, available, capacity, active } = member;
  return { id, name, email, role, available, capacity, active };
}
