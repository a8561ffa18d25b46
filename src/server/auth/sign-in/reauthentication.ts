import { needsProof } from "#domain/security/reauthentication.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { findProvenAt, markLoginProven } from "../../db/auth/logins.ts";
import { findPasswordOf } from "../../db/auth/users.ts";
import { accountOf, type Owner } from "../account/account-owner.ts";
import type { AccountParts } from "../account/account-deps.ts";
import { passSecondStep } from "../second-step/verify-second-step.ts";

/** What is typed to show that it is still oneself. */
export interface ProofForm {
  password: string;
  /** A code of the app or a recovery code; `null` for who has no second step. */
  code: string | null;
}

/**
 * Whoever is signed in shows anew that it is them, which is good for ten minutes. Guessing is slowed like signing in.
 *
 * @throws {Refusal} `wrong-password`, `code-needed`, `wrong-code`, `too-many`
 */
export async function prove(parts: AccountParts, owner: Owner, form: ProofForm): Promise<void> {
  const { means, hasher, limits } = parts;
  const { email } = await accountOf(means.store, owner);
  const waitMs = limits.attempt(email, owner.address);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
  const found = await findPasswordOf(means.store, email);
  if (found === null || !(await hasher.verify(form.password, found.passwordHash)))
    throw new Refusal("wrong-password");
  const outcome = await passSecondStep(parts, found.userId, form.code);
  if (outcome === "needed") throw new Refusal("code-needed");
  if (outcome === "wrong") throw new Refusal("wrong-code");
  limits.succeeded(email, owner.address);
  await means.store.transact((writer) => markLoginProven(writer, owner.loginId, means.now()));
}

/** @throws {Refusal} `proof-needed` when it is too long ago that whoever signed in showed that it is them */
export async function requireProof({ means }: Pick<AccountParts, "means">, loginId: string): Promise<void> {
  const provenAt = await findProvenAt(means.store, loginId);
  if (provenAt === null || needsProof(provenAt, means.now())) throw new Refusal("proof-needed");
}
