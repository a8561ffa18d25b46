import { and, eq, gt, like, lte, or } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";
import type { ScopedWriter } from "../store/scoped-writer.ts";

/** A single-use link with which a user chooses a new password, stored as the hash of its token. */
interface PasswordResetLink {
  id: string;
  userId: string;
  tokenHash: string;
  createdAt: Instant;
  expiresAt: Instant;
}

/** Marks the links among better-auth's verifications: `identifier` is this and the hash, `value` the user. */
const PREFIX = "password-reset ";

/** Ends the open links of a user. Call it in the write after which they must not set a password any more. */
export async function removePasswordResetLinksOf(
  { db, tables: { verification } }: ScopedWriter<"verification">,
  userId: string,
): Promise<void> {
  const isReset = like(verification.identifier, `${PREFIX}%`);
  await db.delete(verification).where(and(isReset, eq(verification.value, userId)));
}

/** Adds a link. The user's earlier ones stop working, and expired ones are deleted. */
export async function addPasswordResetLink(
  { db, tables }: ScopedWriter<"verification">,
  { id, userId, tokenHash, createdAt, expiresAt }: PasswordResetLink,
): Promise<void> {
  const { verification } = tables;
  const isOver = or(eq(verification.value, userId), lte(verification.expiresAt, createdAt));
  await db.delete(verification).where(and(like(verification.identifier, `${PREFIX}%`), isOver));
  const stamps = { createdAt, updatedAt: createdAt };
  await db
    .insert(verification)
    .values({ id, identifier: `${PREFIX}${tokenHash}`, value: userId, expiresAt, ...stamps });
}

/** Finds the user of an open link; `null` if it is used, replaced, expired or unknown. */
export async function findUserOfPasswordResetLink(
  { db, tables }: Reader,
  tokenHash: string,
  now: Instant,
): Promise<string | null> {
  const { verification } = tables;
  const [row] = await db
    .select({ userId: verification.value })
    .from(verification)
    .where(isOpen(tables, tokenHash, now));
  return row?.userId ?? null;
}

/** Uses a link. Of concurrent calls, exactly one gets the user. @returns `null` to the others */
export async function usePasswordResetLink(
  { db, tables }: ScopedWriter<"verification">,
  tokenHash: string,
  now: Instant,
): Promise<string | null> {
  const [row] = await db
    .delete(tables.verification)
    .where(isOpen(tables, tokenHash, now))
    .returning({ userId: tables.verification.value });
  return row?.userId ?? null;
}

function isOpen({ verification }: Tables, tokenHash: string, now: Instant) {
  return and(eq(verification.identifier, `${PREFIX}${tokenHash}`), gt(verification.expiresAt, now));
}
