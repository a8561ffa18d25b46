import { and, asc, eq } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Member } from "#domain/model/member.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader, Writer } from "../store/store.ts";

export interface NewMember extends Member {
  /** The account of the member. */
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

/** Lists all members by name, including deactivated ones. */
export async function listMembers({ db, tables }: Reader, orgId: OrgId): Promise<Member[]> {
  const { member } = tables;
  return db
    .select(shown(tables))
    .from(member)
    .where(eq(member.orgId, orgId))
    .orderBy(asc(member.name), asc(member.id));
}

/** Finds the oldest active membership of an account; `null` if it has none. */
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

/**
 * Finds the removed member of an organization with this address; `null` if there is none, or if their account is an
 * active member somewhere. `email` is normalized.
 */
export async function findRemovedMember(
  reader: Reader,
  orgId: OrgId,
  email: string,
): Promise<{ id: MemberId; userId: string } | null> {
  const { member, users } = reader.tables;
  const [row] = await reader.db
    .select({ id: member.id, userId: member.userId })
    .from(member)
    .innerJoin(users, eq(users.id, member.userId))
    .where(and(eq(member.orgId, orgId), eq(users.email, email), eq(member.active, false)));
  if (row === undefined || (await findMembershipOf(reader, row.userId)) !== null) return null;
  return row;
}

/** Makes a removed member active again, with the name and role with which they join. */
export async function restoreMember(
  { db, tables: { member } }: Writer,
  orgId: OrgId,
  id: MemberId,
  { name, role }: Pick<Member, "name" | "role">,
): Promise<void> {
  await db
    .update(member)
    .set({ name, role, active: true, available: true })
    .where(and(eq(member.orgId, orgId), eq(member.id, id)));
}

/** Adds a member. @throws if the account is already a member of this organization */
export async function addMember({ db, tables }: Writer, orgId: OrgId, member: NewMember): Promise<void> {
  await db.insert(tables.member).values({ ...member, orgId });
}

function shown({ member }: Tables) {
  const { id, name, email, publicName, role, available, capacity, active } = member;
  return { id, name, email, publicName, role, available, capacity, active };
}
