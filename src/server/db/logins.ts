import { and, eq, lt, lte, ne, or } from "drizzle-orm";
import type { Instant } from "#domain/instant.ts";
import type { Role } from "#domain/member.ts";
import type { Reader, Writer } from "./store.ts";

/** Whose a login is, when it ends and when it was last used; `null` once it is gone. */
export async function findLogin(
  { db, tables }: Reader,
  id: string,
): Promise<{ userId: string; expiresAt: Instant; updatedAt: Instant } | null> {
  const { login } = tables;
  const [row] = await db
    .select({ userId: login.userId, expiresAt: login.expiresAt, updatedAt: login.updatedAt })
    .from(login)
    .where(eq(login.id, id));
  return row ?? null;
}

/** A login that exists, and what its member may do. */
interface StandingLogin {
  id: string;
  role: Role;
  expiresAt: Instant;
  updatedAt: Instant;
}

/** Of these logins, those that exist and whose member is active. */
export async function listStandingLogins(
  { db, tables, among }: Reader,
  ids: readonly string[],
): Promise<StandingLogin[]> {
  const { login, member } = tables;
  const { id, expiresAt, updatedAt } = login;
  return db
    .select({ id, expiresAt, updatedAt, role: member.role })
    .from(login)
    .innerJoin(member, and(eq(member.userId, login.userId), eq(member.active, true)))
    .where(among(login.id, ids));
}

/** A login has been used. */
export async function markLoginUsed({ db, tables }: Writer, id: string, at: Instant): Promise<void> {
  const { login } = tables;
  await db
    .update(login)
    .set({ updatedAt: at })
    .where(and(eq(login.id, id), lt(login.updatedAt, at)));
}

/** Ends every login of a user. */
export async function removeLoginsOf({ db, tables }: Writer, userId: string): Promise<void> {
  await db.delete(tables.login).where(eq(tables.login.userId, userId));
}

/** Ends every other login of a user. @returns those that were ended */
export async function removeOtherLogins(
  { db, tables: { login } }: Writer,
  userId: string,
  kept: string,
): Promise<string[]> {
  const ended = await db
    .delete(login)
    .where(and(eq(login.userId, userId), ne(login.id, kept)))
    .returning({ id: login.id });
  return ended.map(({ id }) => id);
}

/** Forgets logins that are over: past their end, or unused since `unusedSince`. */
export async function removeStaleLogins(
  { db, tables }: Writer,
  at: Instant,
  unusedSince: Instant,
): Promise<void> {
  const { login } = tables;
  await db.delete(login).where(or(lte(login.expiresAt, at), lte(login.updatedAt, unusedSince)));
}
