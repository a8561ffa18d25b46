import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { MINUTE } from "#domain/model/instant.ts";
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
import { listActivePlacesOf } from "../../db/team/members.ts";
import type { AuthWriter } from "../store/auth-store-types.ts";
import { auditAccount } from "./audit-account.ts";
import { lockCompaniesOf, refuseIfShared } from "./lock-companies.ts";
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

/** The admin who creates a link. */
interface LinkCreator {
  orgId: OrgId;
  by: MemberId;
}

/**
 * Creates a link with which a colleague chooses a new password, valid once and for an hour. It replaces earlier ones.
 * Nobody's password changes before it is used.
 *
 * @returns the link, which cannot be read again: only its hash is stored
 * @throws {Refusal} `member-unknown` for anyone who is not an active member of this company; `account-shared` if the
 *   account has, or had, a place in another
 */
export async function createPasswordResetLink(
  deps: LinkDeps,
  { orgId, by }: LinkCreator,
  id: MemberId,
): Promise<string> {
  const user = await findUserOf(deps.store, orgId, id);
  if (user === null || !user.active) throw new Refusal("member-unknown");
  const { userId } = user;
  return makeLink(deps, userId, async (writer) => {
    await refuseIfShared(writer, { orgId, userId }, "all");
    const entry = { at: await writer.now(), memberId: by, detail: { id } };
    await auditAction(writer, orgId, "password-reset-link-created", entry);
  });
}

/** Creates a link in the write in which `allow` records it, or refuses. */
async function makeLink(
  deps: LinkDeps,
  userId: string,
  allow: (writer: AuthWriter) => Promise<void>,
): Promise<string> {
  const token = deps.newToken();
  await deps.store.transact(async (writer) => {
    await allow(writer);
    const createdAt = await writer.now();
    const id = `rst_${deps.newId()}`;
    const expiresAt = createdAt + LINK_MS;
    await addPasswordResetLink(writer, { id, userId, tokenHash: deps.hash(token), createdAt, expiresAt });
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
  if (found === null) return null;
  const { userId } = found;
  if ((await listActivePlacesOf(deps.store, userId)).length === 0) return null;
  return makeLink(deps, userId, async (writer) => {
    await lockCompaniesOf(writer, userId);
    const at = await writer.now();
    for (const { orgId, member } of await listActivePlacesOf(writer, userId)) {
      const entry = { at, memberId: null, detail: { id: member.id } };
      await auditAction(writer, orgId, "password-reset-link-created", entry);
    }
  });
}

/** Reads whose password a link resets. @throws {Refusal} `reset-unknown` */
export async function readPasswordResetLink(deps: AuthDeps, token: string): Promise<PasswordResetView> {
  const { store } = deps;
  const userId = await findUserOfPasswordResetLink(store, deps.hash(token), await store.now());
  const [place] = userId === null ? [] : await listActivePlacesOf(store, userId);
  if (place === undefined) throw new Refusal("reset-unknown");
  const { name: companyName } = await getOrganization(store, place.orgId);
  return { email: normalizeEmail(place.member.email), name: place.member.name, companyName };
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
    const hash = deps.hash(token);
    const userId = await findUserOfPasswordResetLink(writer, hash, at);
    if (userId === null) throw new Refusal("reset-unknown");
    const places = await lockCompaniesOf(writer, userId);
    const isUsed = (await usePasswordResetLink(writer, hash, at)) !== null;
    if (!isUsed || !places.some(({ member }) => member.active)) throw new Refusal("reset-unknown");
    // Two that were made at the same moment are both open.
    await removePasswordResetLinksOf(writer, userId);
    await setPassword(writer, { userId, after, at: deps.now() });
    await auditAccount(writer, userId, "password-reset", {});
    return removeLoginsOf(writer, userId);
  });
  limits.succeeded(email, address);
  for (const loginId of ended) deps.disconnect({ loginId });
}
