import { Refusal } from "#domain/model/refusal.ts";
import { findSecondStep, useCodeNo, useRecoveryCode } from "../../db/auth/second-steps.ts";
import { matchTotpCode } from "./totp.ts";
import type { AccountDeps } from "../account/account-deps.ts";
import { normalizeRecoveryCode } from "./recovery-codes.ts";

/**
 * The outcome: no second step is set up, it was passed with a code, or it was not passed. `unreadable` means that codes
 * of the app cannot be checked, because its secret cannot be decrypted.
 */
export type SecondStepOutcome = "none" | "app-code" | "recovery-code" | "needed" | "wrong" | "unreadable";

type Parts = Pick<AccountDeps, "deps" | "limits">;

/**
 * Checks a typed code against a user's second step: a code of their app, or one of their recovery codes. Either is
 * valid once. Call it after the right password. Attempts are counted by account, across all addresses.
 *
 * @param typed - `null` if nothing has been typed yet
 * @throws {Refusal} `too-many` with the time to wait
 */
export async function verifySecondStep(
  { deps, limits }: Parts,
  userId: string,
  typed: string | null,
): Promise<SecondStepOutcome> {
  const step = await findSecondStep(deps.store, userId);
  if (step === null || step.confirmedAt === null) return "none";
  if (typed === null) return "needed";
  const waitMs = limits.tryCode(userId);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
  const outcome = await verifyTypedCode(deps, { userId, sealedSecret: step.sealedSecret, typed });
  if (outcome === "app-code" || outcome === "recovery-code") limits.codeSucceeded(userId);
  return outcome;
}

interface TypedCode {
  userId: string;
  sealedSecret: string;
  typed: string;
}

async function verifyTypedCode(
  deps: Parts["deps"],
  shown: TypedCode,
): Promise<"app-code" | "recovery-code" | "wrong" | "unreadable"> {
  const secret = deps.userVault.open(shown.userId, shown.sealedSecret);
  if (secret !== null && (await isFreshCode(deps, shown, secret))) return "app-code";
  // These are hashes, so they work whatever became of the app's secret.
  if (await isRecoveryCode(deps, shown.userId, shown.typed)) return "recovery-code";
  return secret === null ? "unreadable" : "wrong";
}

async function isFreshCode(
  { store, now }: Parts["deps"],
  { userId, typed }: TypedCode,
  secret: string,
): Promise<boolean> {
  const no = await matchTotpCode(secret, typed, now());
  return no !== null && (await store.transact((writer) => useCodeNo(writer, userId, no)));
}

async function isRecoveryCode(
  { store, hash, now }: Parts["deps"],
  userId: string,
  typed: string,
): Promise<boolean> {
  const code = normalizeRecoveryCode(typed);
  if (code === null) return false;
  return store.transact((writer) => useRecoveryCode(writer, { userId, hash: hash(code), at: now() }));
}
