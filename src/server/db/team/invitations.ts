import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { InvitationId, MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Role } from "#domain/model/member.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";
import type { ScopedWriter } from "../store/scoped-writer.ts";

export interface Invitation {
  id: InvitationId;
  /** The invited address; `null` for anyone with the link. */
  email: string | null;
  role: Role;
  /** The inviting member; `null` for the command line. */
  createdBy: MemberId | null;
  createdAt: Instant;
  expiresAt: Instant;
}

export interface NewInvitation extends Invitation {
  /** The hash of the link's token. The token itself is never stored. */
  tokenHash: string;
}

/** An invitation and its organization. */
export interface InvitationTo {
  orgId: OrgId;
  invitation: Invitation;
}

export async function addInvitation(
  { db, tables }: ScopedWriter<"invitation">,
  orgId: OrgId,
  invitation: NewInvitation,
): Promise<void> {
  await db.insert(tables.invitation).values({ ...invitation, orgId });
}

/** Lists invitations that can still be accepted, oldest first. */
export async function listOpenInvitations(
  { db, tables }: Reader,
  orgId: OrgId,
  now: Instant,
): Promise<Invitation[]> {
  const { invitation } = tables;
  return db
    .select(shown(tables))
    .from(invitation)
    .where(and(eq(invitation.orgId, orgId), isNull(invitation.usedAt), gt(invitation.expiresAt, now)))
    .orderBy(asc(invitation.createdAt), asc(invitation.id));
}

/** Finds the invitation of a link; `null` if it is used, expired, withdrawn, unknown, or of an erased organization. */
export async function findInvitationByToken(
  { db, tables }: Reader,
  tokenHash: string,
  now: Instant,
): Promise<InvitationTo | null> {
  const { invitation } = tables;
  const [row] = await db
    .select({ orgId: invitation.orgId, invitation: shown(tables) })
    .from(invitation)
    .where(isOpen(tables, tokenHash, now));
  return row ?? null;
}

/** Whether an invitation to this address can still be accepted. `email` is normalized. */
export async function hasOpenInvitation(
  { db, tables: { invitation } }: Reader,
  email: string,
  now: Instant,
): Promise<boolean> {
  const rows = await db
    .select({ id: invitation.id })
    .from(invitation)
    .where(and(eq(invitation.email, email), isNull(invitation.usedAt), gt(invitation.expiresAt, now)))
    .limit(1);
  return rows.length > 0;
}

/**
 * Accepts an invitation. Of concurrent calls, exactly one succeeds. The caller holds the organization's lock, or else it
 * may be erased before the member is added.
 *
 * @returns `null` to the others, and in an erased organization
 */
export async function useInvitation(
  { db, tables }: ScopedWriter<"invitation">,
  tokenHash: string,
  now: Instant,
): Promise<InvitationTo | null> {
  const [row] = await db
    .update(tables.invitation)
    .set({ usedAt: now })
    .where(isOpen(tables, tokenHash, now))
    .returning({ orgId: tables.invitation.orgId, ...shown(tables) });
  if (row === undefined) return null;
  const { orgId, ...invitation } = row;
  return { orgId, invitation };
}

/** Withdraws an invitation. @returns whether it was open */
export async function withdrawInvitation(
  { db, tables }: ScopedWriter<"invitation">,
  orgId: OrgId,
  id: InvitationId,
): Promise<boolean> {
  const { invitation } = tables;
  const gone = await db
    .delete(invitation)
    .where(and(eq(invitation.orgId, orgId), eq(invitation.id, id), isNull(invitation.usedAt)))
    .returning({ id: invitation.id });
  return gone.length > 0;
}

function isOpen({ invitation, organization }: Tables, tokenHash: string, now: Instant) {
  return and(
    eq(invitation.tokenHash, tokenHash),
    isNull(invitation.usedAt),
    gt(invitation.expiresAt, now),
    // Somebody may have invited at the moment of the erasure, after which the row stays until all are deleted.
    sql`${invitation.orgId} not in (
      select ${organization.id} from ${organization} where ${organization.erasedAt} is not null
    )`,
  );
}

function shown({ invitation: { id, email, role, createdBy, createdAt, expiresAt } }: Tables) {
  return { id, email, role, createdBy, createdAt, expiresAt };
}
