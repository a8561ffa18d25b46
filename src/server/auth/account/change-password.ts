import { passwordProblem } from "#domain/security/password-rule.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { removePasswordResetLinksOf } from "../../db/auth/password-reset-links.ts";
import { removeOtherLogins } from "../../db/auth/logins.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { findPasswordOf, replacePassword } from "../../db/auth/users.ts";
import { auditAccount } from "./audit-account.ts";
import { lockCompaniesOf } from "./lock-companies.ts";
import { accountOf, type AccountOwner } from "./account-owner.ts";
import type { AccountDeps } from "./account-deps.ts";

/** The submitted passwords. */
export interface PasswordForm {
  current: string;
  next: string;
}

/**
 * Changes a member's own password. All their other logins and their connections end, so that nobody who had the old
 * password stays signed in, and open reset links end, because who has one could set the password anew. Guesses of the
 * present one are limited like sign-ins.
 *
 * @throws {Refusal} `wrong-password`, `weak-password` with the problem, `too-many`
 */
export async function changePassword(
  { deps, hasher, limits }: AccountDeps,
  owner: AccountOwner,
  { current, next }: PasswordForm,
): Promise<void> {
  const { store, now } = deps;
  const { orgId, loginId, address } = owner;
  const { email, name } = await accountOf(store, owner);
  const waitMs = limits.attempt(email, address);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
  const found = await findPasswordOf(store, email);
  if (found === null || !(await hasher.verify(current, found.passwordHash)))
    throw new Refusal("wrong-password");
  limits.succeeded(email, address);
  const { name: companyName } = await getOrganization(store, orgId);
  const problem = passwordProblem(next, [name, email, companyName]);
  if (problem !== null) throw new Refusal("weak-password", problem);

  const { userId, passwordHash: before } = found;
  const after = await hasher.hash(next);
  const ended = await store.transact(async (writer) => {
    await lockCompaniesOf(writer, userId);
    if (!(await replacePassword(writer, { userId, before, after, at: now() }))) {
      throw new Refusal("wrong-password");
    }
    await removePasswordResetLinksOf(writer, userId);
    await auditAccount(writer, userId, "password-changed", {});
    return removeOtherLogins(writer, userId, loginId);
  });
  for (const id of ended) deps.disconnect({ loginId: id });
}
