import { and, eq } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { Reader } from "../store/store.ts";
import type { ScopedWriter } from "../store/scoped-writer.ts";

/** A user to be added. */
export interface NewUser {
  id: string;
  credentialId: string;
  name: string;
  /** The address, normalized for comparison. */
  email: string;
  passwordHash: string;
  createdAt: Instant;
}

/** better-auth's provider id for passwords. */
const BY_PASSWORD = "credential";

/**
 * Adds a user who can sign in by password.
 *
 * @throws {Refusal} `email-taken`
 */
export async function addUser(
  { db, tables }: ScopedWriter<"users" | "credential">,
  user: NewUser,
): Promise<void> {
  const { id, credentialId, name, email, passwordHash, createdAt } = user;
  const stamps = { createdAt, updatedAt: createdAt };
  const added = await db
    .insert(tables.users)
    .values({ id, name, email, emailVerified: false, ...stamps })
    .onConflictDoNothing()
    .returning({ id: tables.users.id });
  if (added.length === 0) throw new Refusal("email-taken");
  const credential = { id: credentialId, userId: id, accountId: id, providerId: BY_PASSWORD };
  await db.insert(tables.credential).values({ ...credential, password: passwordHash, ...stamps });
}

/** Finds the user with this address. `email` is normalized. */
export async function findUserByEmail(
  { db, tables: { users } }: Reader,
  email: string,
): Promise<{ id: string } | null> {
  const [row] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return row ?? null;
}

/** Finds name and address of a user. */
export async function findUser(
  { db, tables: { users } }: Reader,
  id: string,
): Promise<{ name: string; email: string } | null> {
  const { name, email } = users;
  const [row] = await db.select({ name, email }).from(users).where(eq(users.id, id));
  return row ?? null;
}

/** Finds the password hash and id of the user with this address. `email` is normalized. */
export async function findPasswordOf(
  { db, tables: { users, credential } }: Reader,
  email: string,
): Promise<{ userId: string; passwordHash: string } | null> {
  const [row] = await db
    .select({ userId: users.id, passwordHash: credential.password })
    .from(users)
    .innerJoin(credential, and(eq(credential.userId, users.id), eq(credential.providerId, BY_PASSWORD)))
    .where(eq(users.email, email));
  return row === undefined || row.passwordHash === null ? null : { ...row, passwordHash: row.passwordHash };
}

/** A new password hash, and the one it replaces. */
interface Replacement {
  userId: string;
  before: string;
  after: string;
  at: Instant;
}

/** Replaces the hash of a user's password. @returns `false` if it has been changed in between */
export async function replacePassword(
  { db, tables: { credential } }: ScopedWriter<"credential">,
  { userId, before, after, at }: Replacement,
): Promise<boolean> {
  const isTheirs = and(eq(credential.userId, userId), eq(credential.providerId, BY_PASSWORD));
  const changed = await db
    .update(credential)
    .set({ password: after, updatedAt: at })
    .where(and(isTheirs, eq(credential.password, before)))
    .returning({ id: credential.id });
  return changed.length > 0;
}

/** Sets a user's password, whatever it was. */
export async function setPassword(
  { db, tables: { credential } }: ScopedWriter<"credential">,
  { userId, after, at }: Omit<Replacement, "before">,
): Promise<void> {
  await db
    .update(credential)
    .set({ password: after, updatedAt: at })
    .where(and(eq(credential.userId, userId), eq(credential.providerId, BY_PASSWORD)));
}

/** Finds the user of a member, active or not. */
export async function findUserOf(
  { db, tables: { member } }: Reader,
  orgId: OrgId,
  id: MemberId,
): Promise<{ userId: string; active: boolean } | null> {
  const [row] = await db
    .select({ userId: member.userId, active: member.active })
    .from(member)
    .where(and(eq(member.orgId, orgId), eq(member.id, id)));
  return row ?? null;
}
