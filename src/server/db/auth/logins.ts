import { and, desc, eq, lt, lte, ne, or } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Role } from "#domain/model/member.ts";
import type { Reader } from "../store/store.ts";
import type { ScopedWriter } from "../store/scoped-writer.ts";

/** Finds the user of a login, its expiry and last use; `null` if it does not exist. */
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

/** An existing login, with the rights of its account in one organization. */
interface StandingLogin {
  id: string;
  orgId: OrgId;
  role: Role;
  /** Whether their organization requires a second step that they do not have. */
  needsSecondStep: boolean;
  expiresAt: Instant;
  updatedAt: Instant;
}

/** Returns those of the logins that exist, once for each active place of their account. */
export async function listActiveLogins(
  { db, tables, among }: Reader,
  ids: readonly string[],
): Promise<StandingLogin[]> {
  const { login, member, organization, secondStep } = tables;
  const { id, expiresAt, updatedAt } = login;
  const rows = await db
    .select({
      id,
      expiresAt,
      updatedAt,
      orgId: member.orgId,
      role: member.role,
      required: organization.needsSecondStep,
      confirmedAt: secondStep.confirmedAt,
    })
    .from(login)
    .innerJoin(member, and(eq(member.userId, login.userId), eq(member.active, true)))
    .innerJoin(organization, eq(organization.id, member.orgId))
    .leftJoin(secondStep, eq(secondStep.userId, login.userId))
    .where(among(login.id, ids));
  return rows.map(({ required, confirmedAt, ...found }) => ({
    ...found,
    needsSecondStep: required && confirmedAt === null,
  }));
}

/** Finds the time at which the user of this login last authenticated; `null` if it does not exist. */
export async function findProvenAt({ db, tables: { login } }: Reader, id: string): Promise<Instant | null> {
  const [row] = await db.select({ provenAt: login.provenAt }).from(login).where(eq(login.id, id));
  return row?.provenAt ?? null;
}

/** Records that the user of this login has authenticated again. */
export async function markLoginProven(
  { db, tables: { login } }: ScopedWriter<"login">,
  id: string,
  at: Instant,
): Promise<void> {
  await db.update(login).set({ provenAt: at }).where(eq(login.id, id));
}

/** A login as listed for its owner. */
export interface OpenLogin {
  id: string;
  userAgent: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  expiresAt: Instant;
}

/** Lists all logins of a user, most recently used first. Some may have expired. */
export async function listLoginsOf({ db, tables: { login } }: Reader, userId: string): Promise<OpenLogin[]> {
  const { id, userAgent, createdAt, updatedAt, expiresAt } = login;
  return db
    .select({ id, userAgent, createdAt, updatedAt, expiresAt })
    .from(login)
    .where(eq(login.userId, userId))
    .orderBy(desc(updatedAt), desc(id));
}

/** Ends one login of a user. @returns whether it existed and was theirs */
export async function removeLogin(
  { db, tables: { login } }: ScopedWriter<"login">,
  userId: string,
  id: string,
): Promise<boolean> {
  const ended = await db
    .delete(login)
    .where(and(eq(login.userId, userId), eq(login.id, id)))
    .returning({ id: login.id });
  return ended.length > 0;
}

/** Ends the login with this token hash. */
export async function removeLoginByToken(
  { db, tables: { login } }: ScopedWriter<"login">,
  tokenHash: string,
): Promise<void> {
  await db.delete(login).where(eq(login.token, tokenHash));
}

/** Records the use of a login. */
export async function markLoginUsed(
  { db, tables }: ScopedWriter<"login">,
  id: string,
  at: Instant,
): Promise<void> {
  const { login } = tables;
  await db
    .update(login)
    .set({ updatedAt: at })
    .where(and(eq(login.id, id), lt(login.updatedAt, at)));
}

/** Ends every login of a user. @returns those that were ended */
export async function removeLoginsOf(
  { db, tables: { login } }: ScopedWriter<"login">,
  userId: string,
): Promise<string[]> {
  const ended = await db.delete(login).where(eq(login.userId, userId)).returning({ id: login.id });
  return ended.map(({ id }) => id);
}

/** Ends every other login of a user. @returns those that were ended */
export async function removeOtherLogins(
  { db, tables: { login } }: ScopedWriter<"login">,
  userId: string,
  kept: string,
): Promise<string[]> {
  const ended = await db
    .delete(login)
    .where(and(eq(login.userId, userId), ne(login.id, kept)))
    .returning({ id: login.id });
  return ended.map(({ id }) => id);
}

/** Deletes stale logins: expired, or unused since `unusedSince`. */
export async function removeStaleLogins(
  { db, tables }: ScopedWriter<"login">,
  at: Instant,
  unusedSince: Instant,
): Promise<void> {
  const { login } = tables;
  await db.delete(login).where(or(lte(login.expiresAt, at), lte(login.updatedAt, unusedSince)));
}
