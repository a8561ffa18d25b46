import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { MINUTE } from "#domain/model/instant.ts";
import type { Member } from "#domain/model/member.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { passwordProblem } from "#domain/security/password-rule.ts";
import { removeLoginsOf } from "../../db/auth/logins.ts";
import {
  addPasswordResetLink,
  findUserOfPasswordResetLink,
  removePasswordResetLinksOf,
  usePasswordResetLink,
} from "../../db/auth/password-reset-links.ts";
import { findPasswordOf, findUserOf, setPassword } from "../../db/auth/users.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { Reader } from "../../db/store/store.ts";
import { findMembershipOf } from "../../db/team/members.ts";
import type { AccountDeps } from "./account-deps.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { normalizeEmail } from "./normalize-email.ts";

/** How long a link works. It is used at once, or sent by hand. */
const LINK_MS = 60 * MINUTE;

/** What a link's page shows, to anyone who has the link. */
export interface PasswordResetView {
  email: string;
  name: string;
  companyName: string;
}

/** The submitted form of a link's page. */
export interface PasswordResetForm {
  token: string;
  password: string;
}

/** The dependencies of creating a link, which a command has too. */
type LinkDeps = Pick<AuthDeps, "store" | "newId" | "newToken" | "hash" | "publicUrl">;

/** Who creates a link: an admin, or `null` for the command line. */
interface LinkCreator {
  orgId: OrgId;
  by: MemberId | null;
}

/**
 * Creates a link with which a colleague chooses a new password, valid once and for an hour. It replaces earlier ones.
 * Nobody's password changes before it is used.
 *
 * @returns the link, which cannot be read again: only its hash is stored
 * @throws {Refusal} `member-unknown` for anyone who is not an active member of this company
 */
export async function createPasswordResetLink(
  deps: LinkDeps,
  { orgId, by }: LinkCreator,
  id: MemberId,
): Promise<string> {
  const user = await findUserOf(deps.store, orgId, id);
  if (user === null || !user.active) throw new Refusal("member-unknown");
  const token = deps.newToken();
  await deps.store.transact(async (writer) => {
    const at = await writer.now();
    await addPasswordResetLink(writer, {
      id: `rst_${deps.newId()}`,
      userId: user.userId,
      tokenHash: deps.hash(token),
      createdAt: at,
      expiresAt: at + LINK_MS,
    });
    await auditAction(writer, orgId, "password-reset-link-created", { at, memberId: by, detail: { id } });
  });
  // The part after “#” is not sent to any server, so it is in no log of a proxy.
  return `${deps.publicUrl}/reset#${token}`;
}

/**
 * Creates a link for the user with this address, for the operator, who needs one when the only admin has forgotten
 * their password. @returns `null` if no active member has this address
 */
export async function createPasswordResetLinkFor(deps: LinkDeps, address: string): Promise<string | null> {
  const found = await findPasswordOf(deps.store, normalizeEmail(address));
  const place = found === null ? null : await findMembershipOf(deps.store, found.userId);
  if (place === null) return null;
  return createPasswordResetLink(deps, { orgId: place.orgId, by: null }, place.member.id);
}

/** Reads whose password a link resets. @throws {Refusal} `reset-unknown` */
export async function readPasswordResetLink(deps: AuthDeps, token: string): Promise<PasswordResetView> {
  const { store } = deps;
  const userId = await findUserOfPasswordResetLink(store, deps.hash(token), await store.now());
  const { orgId, member } = await activePlaceOf(store, userId);
  const { name: companyName } = await getOrganization(store, orgId);
  return { email: normalizeEmail(member.email), name: member.name, companyName };
}

/**
 * Uses a link: sets the password and ends all logins of the account, so that nobody who had the old password stays
 * signed in. A second step stays as it is, because the link proves no more than the password did.
 *
 * @throws {Refusal} `reset-unknown`, `weak-password` with the problem
 */
export async function resetPassword(
  { deps, hasher, limits }: AccountDeps,
  { token, password }: PasswordResetForm,
  address: string,
): Promise<void> {
  const { email, name, companyName } = await readPasswordResetLink(deps, token);
  const problem = passwordProblem(password, [name, email, companyName]);
  if (problem !== null) throw new Refusal("weak-password", problem);

  const after = await hasher.hash(password);
  const ended = await deps.store.transact(async (writer) => {
    const at = await writer.now();
    const userId = await usePasswordResetLink(writer, deps.hash(token), at);
    const { orgId, member } = await activePlaceOf(writer, userId);
    // Two that were made at the same moment are both open.
    await removePasswordResetLinksOf(writer, member.userId);
    await setPassword(writer, { userId: member.userId, after, at: deps.now() });
    await auditAction(writer, orgId, "password-reset", { at, memberId: member.id, detail: {} });
    return removeLoginsOf(writer, member.userId);
  });
  limits.succeeded(email, address);
  for (const loginId of ended) deps.disconnect({ loginId });
}

/** The company and member of a link's user. @throws {Refusal} `reset-unknown` without one */
async function activePlaceOf(
  reader: Reader,
  userId: string | null,
): Promise<{ orgId: OrgId; member: Member & { userId: string } }> {
  const place = userId === null ? null : await findMembershipOf(reader, userId);
  if (userId === null || place === null) throw new Refusal("reset-unknown");
  return { orgId: place.orgId, member: { ...place.member, userId } };
}
