import { eq, inArray } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Writer } from "../store/store.ts";

/**
 * Closes an erased organization in one short write, whatever its size: no sign-in, no reset link, no widget key,
 * nothing recorded. Its rows are deleted afterwards; see `erase-organization-rows.ts`.
 */
export async function closeErasedOrganization(writer: Writer, orgId: OrgId, now: Instant): Promise<void> {
  const { db, tables } = writer;
  const { organization, member, login, credential, verification } = tables;
  const auth = db.select({ id: member.userId }).from(member).where(eq(member.orgId, orgId));
  await writer.shred();
  await db.update(organization).set({ erasedAt: now, sealedToken: null }).where(eq(organization.id, orgId));
  await db.delete(login).where(inArray(login.userId, auth));
  await db.delete(credential).where(inArray(credential.userId, auth));
  // The value of a link to reset a password is its user.
  await db.delete(verification).where(inArray(verification.value, auth));
}
