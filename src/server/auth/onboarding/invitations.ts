import type { InvitationId, MemberId, OrgId } from "#domain/model/ids.ts";
import { DAY } from "#domain/model/instant.ts";
import type { Role } from "#domain/model/member.ts";
import { pretenceOf } from "#domain/team/public-name.ts";
import { Refusal } from "#domain/model/refusal.ts";
import {
  addInvitation,
  findInvitationByToken,
  useInvitation,
  withdrawInvitation,
} from "../../db/team/invitations.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { findRemovedMember, getMember } from "../../db/team/members.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { isEmailTaken } from "../../db/auth/users.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import type { AuthWriter } from "../store/auth-store-types.ts";
import { createUser, type NewUserForm, prepareNewUser } from "./create-user.ts";
import { rejoin } from "./rejoin.ts";
import { normalizeEmail } from "../account/normalize-email.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";

/** The invited address, the role, and the inviting member. */
export interface InvitationForm {
  email: string | null;
  role: Role;
  /** The inviting member; `null` for the command line. */
  createdBy: MemberId | null;
}

/** The invitation as shown to anyone who has the link. */
export interface InvitationView {
  companyName: string;
  invitedBy: string;
  email: string | null;
  role: Role;
}

const INVITATION_MS = 7 * DAY;

/**
 * Creates a link with which one person can join, valid for seven days.
 *
 * @returns the link, which cannot be read again: only its hash is stored
 * @throws {Refusal} `email-taken` if the address already has an account, unless it is of a removed member
 */
export async function invite(deps: AuthDeps, orgId: OrgId, form: InvitationForm): Promise<{ link: string }> {
  const token = deps.newToken();
  const email = form.email === null ? null : normalizeEmail(form.email);
  await deps.store.transact(async (writer) => {
    if (email !== null && (await isOfSomebodyElse(writer, orgId, email))) throw new Refusal("email-taken");
    const now = await writer.now();
    await addInvitation(writer, orgId, {
      id: `inv_${deps.newId()}`,
      email,
      role: form.role,
      tokenHash: deps.hash(token),
      createdBy: form.createdBy,
      createdAt: now,
      expiresAt: now + INVITATION_MS,
    });
    // Leave the address out, because the audit log is never cleared.
    await auditAction(writer, orgId, "member-invited", {
      at: now,
      memberId: form.createdBy,
      detail: { role: form.role },
    });
  });
  return { link: `${deps.publicUrl}/invite/${token}` };
}

/** Reads the details of an invitation. @throws {Refusal} `invitation-unknown` */
export async function readInvitation(deps: AuthDeps, token: string): Promise<InvitationView> {
  const { store } = deps;
  const found = await findOpenInvitation(deps, token);
  const { name: companyName } = await getOrganization(store, found.orgId);
  const { email, role, createdBy } = found.invitation;
  const inviter = createdBy === null ? null : await getMember(store, found.orgId, createdBy);
  return { companyName, invitedBy: inviter?.name ?? companyName, email, role };
}

/** @throws {Refusal} `invitation-unknown` */
async function findOpenInvitation({ store, hash }: AuthDeps, token: string) {
  const found = await findInvitationByToken(store, hash(token), await store.now());
  if (found === null) throw new Refusal("invitation-unknown");
  return found;
}

/** Revokes an invitation. @throws {Refusal} `invitation-unknown` when it is used or expired */
export async function revokeInvitation(
  deps: AuthDeps,
  orgId: OrgId,
  id: InvitationId,
  by: MemberId,
): Promise<void> {
  const wasOpen = await deps.store.transact(async (writer) => {
    const isWithdrawn = await withdrawInvitation(writer, orgId, id);
    const entry = { at: await writer.now(), memberId: by, detail: {} };
    if (isWithdrawn) await auditAction(writer, orgId, "invitation-revoked", entry);
    return isWithdrawn;
  });
  if (!wasOpen) throw new Refusal("invitation-unknown");
}

/** Whether an address has an account, other than that of a removed member, who may be invited again. */
async function isOfSomebodyElse(writer: AuthWriter, orgId: OrgId, email: string): Promise<boolean> {
  return (await isEmailTaken(writer, email)) && (await findRemovedMember(writer, orgId, email)) === null;
}

/**
 * Accepts an invitation: account and membership are created together, in the company and role of the invitation. A
 * removed member who was invited by address gets back the account they had, with the new password; a second step stays.
 *
 * @throws {Refusal} `invitation-unknown`, `name-of-company`, `name-of-chatbot`, `weak-password`, `email-taken`,
 *   `too-many`
 */
export async function acceptInvitation(
  deps: AuthDeps,
  hasher: PasswordHasher,
  { token, ...person }: NewUserForm & { token: string },
): Promise<void> {
  const { orgId: invitedTo, invitation } = await findOpenInvitation(deps, token);
  const { name: companyName, settings } = await getOrganization(deps.store, invitedTo);
  const { email } = invitation;
  // The address in the invitation, if there is one, overrides the one that was typed.
  const pretence = pretenceOf(person.name, settings);
  // Until they have a public name, customers read the one with which they join.
  if (pretence !== null) throw new Refusal(pretence);
  const newUser = await prepareNewUser({ ...person, email: email ?? person.email }, companyName, hasher);
  const orgId = await deps.store.transact(async (writer, organizations) => {
    const at = await writer.now();
    const used = await useInvitation(writer, deps.hash(token), at);
    if (used === null) throw new Refusal("invitation-unknown");
    const place = { orgId: used.orgId, role: used.invitation.role, at };
    const transaction = { writer, organizations };
    // Only a link that names the address proves that whoever uses it may have that account.
    const removed = email === null ? null : await findRemovedMember(writer, used.orgId, email);
    if (removed === null) await createUser(transaction, newUser, place, deps.newId);
    else await rejoin(transaction, { ...newUser, ...removed }, place);
    return used.orgId;
  });
  await deps.recordMembersChanged(orgId);
}
