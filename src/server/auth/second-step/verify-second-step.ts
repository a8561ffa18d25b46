import { Refusal } from "#domain/model/refusal.ts";
import { findSecondStep, useCodeNo, useRecoveryCode } from "../../db/auth/second-steps.ts";
import { matchTotpCode } from "./totp.ts";
import type { AccountDeps } from "../account/account-deps.ts";
import { normalizeRecoveryCode } from "./recovery-codes.ts";

/** The outcome: no second step is set up, it was passed with a code, or it was not passed. */
export type SecondStepOutcome = "none" | "app-code" | "recovery-code" | "needed" | "wrong";

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
  if (outcome !== "wrong") limits.codeSucceeded(userId);
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
): Promise<"app-code" | "recovery-code" | "wrong"> {
  if (await isFreshCode(deps, shown)) return "app-code";
  return (await isRecoveryCode(deps, shown.userId, shown.typed)) ? "recovery-code" : "wrong";
}

async function isFreshCode(
  { store, userVault, now }: Parts["deps"],
  { userId, sealedSecret, typed }: TypedCode,
): Promise<boolean> {
  const no = await matchTotpCode(userVault.open(userId, sealedSecret), typed, now());
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
