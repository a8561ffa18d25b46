import { and, eq, gt, isNull } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";
import type { ScopedWriter } from "../store/scoped-writer.ts";

/** A single-use link that sets up an organization, stored as the hash of its token. */
export interface SetupLink {
  tokenHash: string;
  /** The organization; `null` on a first boot, when the set-up creates it. */
  orgId: OrgId | null;
  createdAt: Instant;
  expiresAt: Instant;
}

export async function addSetupLink(
  { db, tables }: ScopedWriter<"setupLink">,
  link: SetupLink,
): Promise<void> {
  await db.insert(tables.setupLink).values(link);
}

/**
 * Adds a link whose token the operator chose, unless that token is there already: another instance has added it, or it
 * has been used. @returns whether it is open now
 */
export async function addChosenSetupLink(
  writer: ScopedWriter<"setupLink">,
  link: SetupLink,
): Promise<boolean> {
  const { db, tables } = writer;
  await db.insert(tables.setupLink).values(link).onConflictDoNothing();
  return (await findSetupLink(writer, link.tokenHash, link.createdAt)) !== null;
}

/** Finds the open link with this token; `null` if it is used, expired or unknown. */
export async function findSetupLink(
  { db, tables }: Reader,
  tokenHash: string,
  now: Instant,
): Promise<Pick<SetupLink, "orgId"> | null> {
  const { setupLink } = tables;
  const [row] = await db
    .select({ orgId: setupLink.orgId })
    .from(setupLink)
    .where(isOpen(tables, tokenHash, now));
  return row ?? null;
}

/** Uses a link. Of concurrent calls, exactly one succeeds. @returns `null` to the others */
export async function useSetupLink(
  { db, tables }: ScopedWriter<"setupLink">,
  tokenHash: string,
  now: Instant,
): Promise<Pick<SetupLink, "orgId"> | null> {
  const [row] = await db
    .update(tables.setupLink)
    .set({ usedAt: now })
    .where(isOpen(tables, tokenHash, now))
    .returning({ orgId: tables.setupLink.orgId });
  return row ?? null;
}

/** Deletes all unused first-boot links, before a new one is shown. */
export async function removeOpenSetupLinks({ db, tables }: ScopedWriter<"setupLink">): Promise<void> {
  const { setupLink } = tables;
  await db.delete(setupLink).where(and(isNull(setupLink.usedAt), isNull(setupLink.orgId)));
}

function isOpen({ setupLink }: Tables, tokenHash: string, now: Instant) {
  return and(eq(setupLink.tokenHash, tokenHash), isNull(setupLink.usedAt), gt(setupLink.expiresAt, now));
}
