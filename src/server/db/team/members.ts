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

/** A member of an organization. */
export interface Place {
  orgId: OrgId;
  member: Member;
}

/**
 * Finds the active place of an account in an organization; `null` if it has none, or if the organization is erased.
 * Without an organization it is the oldest place, and no other if that has ended: clients that name none have shown that
 * one.
 */
export async function findPlaceOf(
  { db, tables }: Reader,
  userId: string,
  orgId: OrgId | null,
): Promise<Place | null> {
  const { member, organization } = tables;
  const [row] = await db
    .select({ erasedAt: organization.erasedAt, orgId: member.orgId, member: shown(tables) })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.orgId))
    .where(and(eq(member.userId, userId), ...(orgId === null ? [] : [eq(member.orgId, orgId)])))
    .orderBy(asc(member.createdAt), asc(member.id))
    .limit(1);
  if (row === undefined || row.erasedAt !== null || !row.member.active) return null;
  return { orgId: row.orgId, member: row.member };
}

/** Lists the places of an account by their organizations' ids, the order in which those are locked; ended ones too. */
export async function listPlacesOf({ db, tables }: Reader, userId: string): Promise<Place[]> {
  const { member } = tables;
  return db
    .select({ orgId: member.orgId, member: shown(tables) })
    .from(member)
    .where(eq(member.userId, userId))
    .orderBy(asc(member.orgId));
}

/** Lists the active places of an account by their organizations' ids. */
export async function listActivePlacesOf(reader: Reader, userId: string): Promise<Place[]> {
  return (await listPlacesOf(reader, userId)).filter(({ member }) => member.active);
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
