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
import { getMember, listPlacesOf } from "../../db/team/members.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { findUserByEmail } from "../../db/auth/users.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import type { Reader } from "../../db/store/store.ts";
import { lockCompaniesOf } from "../account/lock-companies.ts";
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
  /** Whether the address has an account already, whose sign-in is needed to accept. */
  asksSignIn: boolean;
}

const INVITATION_MS = 7 * DAY;

/**
 * Creates a link with which one person can join, valid for seven days.
 *
 * @returns the link, which cannot be read again: only its hash is stored
 * @throws {Refusal} `email-taken` if the address is of a member
 */
export async function invite(deps: AuthDeps, orgId: OrgId, form: InvitationForm): Promise<{ link: string }> {
  const token = deps.newToken();
  const email = form.email === null ? null : normalizeEmail(form.email);
  await deps.store.transact(async (writer) => {
    if (email !== null && (await joiningOf(writer, orgId, email)).kind === "member")
      throw new Refusal("email-taken");
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
  const joining = email === null ? null : await joiningOf(store, found.orgId, email);
  const asksSignIn = joining?.kind === "account";
  return { companyName, invitedBy: inviter?.name ?? companyName, email, role, asksSignIn };
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

/** How somebody with an address can join a company. */
type Joining =
  /** They have no account yet. */
  | { kind: "new" }
  /** They are a member. */
  | { kind: "member" }
  /** They were removed from the company, in which alone they have ever been. Whoever invites them decides on both. */
  | { kind: "removed"; id: MemberId; userId: string }
  /** They have an account with which they have been in another company, so nobody here may give it a password. */
  | { kind: "account" };

async function joiningOf(reader: Reader, orgId: OrgId, email: string): Promise<Joining> {
  const user = await findUserByEmail(reader, email);
  if (user === null) return { kind: "new" };
  const places = await listPlacesOf(reader, user.id);
  const here = places.find((place) => place.orgId === orgId);
  if (here?.member.active === true) return { kind: "member" };
  return here !== undefined && places.length === 1
    ? { kind: "removed", id: here.member.id, userId: user.id }
    : { kind: "account" };
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
    const user = email === null ? null : await findUserByEmail(writer, email);
    // Not erased before the new member's row is written.
    if (user === null) await writer.lock(invitedTo);
    else await lockCompaniesOf(writer, user.id, [invitedTo]);
    const at = await writer.now();
    const used = await useInvitation(writer, deps.hash(token), at);
    if (used === null) throw new Refusal("invitation-unknown");
    const place = { orgId: used.orgId, role: used.invitation.role, at };
    const transaction = { writer, organizations };
    // Only a link that names the address proves that whoever uses it may have that account.
    const joining = email === null ? null : await joiningOf(writer, used.orgId, email);
    if (joining?.kind === "removed") await rejoin(transaction, { ...newUser, ...joining }, place);
    else await createUser(transaction, newUser, place, deps.newId);
    return used.orgId;
  });
  await deps.recordMembersChanged(orgId);
}
