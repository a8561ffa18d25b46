import { needsReauthentication } from "#domain/security/reauthentication.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { findProvenAt, markLoginProven } from "../../db/auth/logins.ts";
import { findPasswordOf } from "../../db/auth/users.ts";
import { accountOf, type AccountOwner } from "../account/account-owner.ts";
import type { AccountDeps } from "../account/account-deps.ts";
import { verifySecondStep } from "../second-step/verify-second-step.ts";

/** The form with which a member authenticates again. */
export interface ReauthenticationForm {
  password: string;
  /** A code of the app, or a recovery code; `null` without a second step. */
  code: string | null;
}

/**
 * Authenticates a signed-in member again, which is valid for ten minutes. Guesses are limited like sign-ins.
 *
 * @throws {Refusal} `wrong-password`, `code-needed`, `wrong-code`, `code-unreadable`, `too-many`
 */
export async function reauthenticate(
  accountDeps: AccountDeps,
  owner: AccountOwner,
  form: ReauthenticationForm,
): Promise<void> {
  const { deps, hasher, limits } = accountDeps;
  const { email } = await accountOf(deps.store, owner);
  const waitMs = limits.attempt(email, owner.address);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
  const found = await findPasswordOf(deps.store, email);
  if (found === null || !(await hasher.verify(form.password, found.passwordHash)))
    throw new Refusal("wrong-password");
  const outcome = await verifySecondStep(accountDeps, found.userId, form.code);
  if (outcome === "needed") throw new Refusal("code-needed");
  if (outcome === "wrong") throw new Refusal("wrong-code");
  if (outcome === "unreadable") throw new Refusal("code-unreadable");
  limits.succeeded(email, owner.address);
  await deps.store.transact((writer) => markLoginProven(writer, owner.loginId, deps.now()));
}

/** @throws {Refusal} `proof-needed` when the last authentication is too long ago */
export async function requireRecentAuthentication(
  { deps }: Pick<AccountDeps, "deps">,
  loginId: string,
): Promise<void> {
  const provenAt = await findProvenAt(deps.store, loginId);
  if (provenAt === null || needsReauthentication(provenAt, deps.now())) throw new Refusal("proof-needed");
}
