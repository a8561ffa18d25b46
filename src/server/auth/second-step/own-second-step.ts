import { Refusal } from "#domain/model/refusal.ts";
import { removeOtherLogins } from "../../db/auth/logins.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import {
  beginSecondStep,
  confirmSecondStep,
  countRecoveryCodes,
  findSecondStep,
  removeSecondStep,
  replaceRecoveryCodes,
  requiresSecondStep,
} from "../../db/auth/second-steps.ts";
import { listActivePlacesOf } from "../../db/team/members.ts";
import type { Reader } from "../../db/store/store.ts";
import type { AuthWriter } from "../store/auth-store-types.ts";
import { totpLink, matchTotpCode, createTotpSecret } from "./totp.ts";
import { auditAccount } from "../account/audit-account.ts";
import { lockCompaniesOf } from "../account/lock-companies.ts";
import { accountOf, type AccountOwner } from "../account/account-owner.ts";
import type { AccountDeps } from "../account/account-deps.ts";
import { createRecoveryCodes, normalizeRecoveryCode } from "./recovery-codes.ts";
import type { SecondStepView } from "#domain/views/account-view.ts";

/** A member's own second step at sign-in. */
export interface OwnSecondStep {
  view(owner: AccountOwner): Promise<SecondStepView>;
  /**
   * Creates a secret. No code is required until it is confirmed.
   *
   * @returns the secret to type into an app, and the link that contains it
   * @throws {Refusal} `second-step-on`
   */
  begin(owner: AccountOwner): Promise<{ secret: string; link: string }>;
  /**
   * Confirms the secret with a code of the app. From then on a code is required. Every other login ends.
   *
   * @returns the recovery codes, which cannot be read again
   * @throws {Refusal} `wrong-code`, `second-step-off` when no set-up was begun, `second-step-on`, `too-many`
   */
  confirm(owner: AccountOwner, code: string): Promise<readonly string[]>;
  /** Replaces the recovery codes. @throws {Refusal} `second-step-off` */
  renewCodes(owner: AccountOwner): Promise<readonly string[]>;
  /** @throws {Refusal} `second-step-off`, `second-step-required` unless its secret cannot be decrypted any more */
  turnOff(owner: AccountOwner): Promise<void>;
}

/** Manages the second steps of a deployment's members. */
export function createOwnSecondStep(accountDeps: AccountDeps): OwnSecondStep {
  return {
    view: (owner) => view(accountDeps, owner),
    begin: (owner) => begin(accountDeps, owner),
    confirm: (owner, code) => confirm(accountDeps, owner, code),
    renewCodes: (owner) => renewCodes(accountDeps, owner),
    turnOff: (owner) => turnOff(accountDeps, owner),
  };
}

async function view(
  { deps: { store, userVault } }: AccountDeps,
  owner: AccountOwner,
): Promise<SecondStepView> {
  const { userId } = await accountOf(store, owner);
  const [step, recoveryCodesLeft, required] = await Promise.all([
    findSecondStep(store, userId),
    countRecoveryCodes(store, userId),
    isRequired(store, userId),
  ]);
  const isReadable = step === null || userVault.open(userId, step.sealedSecret) !== null;
  return { on: step !== null && step.confirmedAt !== null, isReadable, recoveryCodesLeft, required };
}

async function begin({ deps }: AccountDeps, owner: AccountOwner): Promise<{ secret: string; link: string }> {
  const { store, userVault } = deps;
  const [{ userId, email }, { name }] = await Promise.all([
    accountOf(store, owner),
    getOrganization(store, owner.orgId),
  ]);
  const secret = createTotpSecret(deps.newToken());
  const begun = { userId, sealedSecret: userVault.seal(userId, secret), createdAt: deps.now() };
  if (!(await store.transact((writer) => beginSecondStep(writer, begun))))
    throw new Refusal("second-step-on");
  return { secret, link: totpLink(secret, `Switchboard (${name})`, email) };
}

async function confirm(
  { deps, limits }: AccountDeps,
  owner: AccountOwner,
  code: string,
): Promise<readonly string[]> {
  const { store, userVault } = deps;
  const { userId } = await accountOf(store, owner);
  const step = await findSecondStep(store, userId);
  if (step === null) throw new Refusal("second-step-off");
  if (step.confirmedAt !== null) throw new Refusal("second-step-on");
  const waitMs = limits.tryCode(userId);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
  const { sealedSecret } = step;
  const secret = userVault.open(userId, sealedSecret);
  // The key was replaced since it was begun.
  if (secret === null) throw new Refusal("second-step-off");
  const usedNo = await matchTotpCode(secret, code, deps.now());
  if (usedNo === null) throw new Refusal("wrong-code");
  limits.codeSucceeded(userId);

  const codes = createRecoveryCodes(deps.newToken);
  const ended = await store.transact(async (writer) => {
    await lockCompaniesOf(writer, userId);
    const confirmed = { userId, sealedSecret, usedNo, at: deps.now() };
    if (!(await confirmSecondStep(writer, confirmed))) throw new Refusal("wrong-code");
    await replaceRecoveryCodes(writer, userId, hashesOf(deps, codes));
    await auditAccount(writer, userId, "second-step-turned-on", {});
    return removeOtherLogins(writer, userId, owner.loginId);
  });
  for (const loginId of ended) deps.disconnect({ loginId });
  await recordChangeOf(deps, userId);
  return codes;
}

async function renewCodes({ deps }: AccountDeps, owner: AccountOwner): Promise<readonly string[]> {
  const { userId } = await accountOf(deps.store, owner);
  const codes = createRecoveryCodes(deps.newToken);
  await deps.store.transact(async (writer) => {
    await lockCompaniesOf(writer, userId);
    const step = await findSecondStep(writer, userId);
    if (step === null || step.confirmedAt === null) throw new Refusal("second-step-off");
    await replaceRecoveryCodes(writer, userId, hashesOf(deps, codes));
    await auditAccount(writer, userId, "recovery-codes-renewed", {});
  });
  return codes;
}

async function turnOff({ deps }: AccountDeps, owner: AccountOwner): Promise<void> {
  const { userId } = await accountOf(deps.store, owner);
  await deps.store.transact(async (writer) => {
    // Take the locks before reading. A concurrent change of a company's requirement then commits either before this
    // read or after this write.
    await lockCompaniesOf(writer, userId);
    if ((await isRequired(writer, userId)) && (await isUsable(deps, writer, userId)))
      throw new Refusal("second-step-required");
    if (!(await removeSecondStep(writer, userId))) throw new Refusal("second-step-off");
    await auditAccount(writer, userId, "second-step-turned-off", {});
  });
  await recordChangeOf(deps, userId);
}

/** One whose codes cannot be checked may be turned off to set up another, which the company then asks for. */
async function isUsable(
  { userVault }: AccountDeps["deps"],
  writer: AuthWriter,
  userId: string,
): Promise<boolean> {
  const step = await findSecondStep(writer, userId);
  return step === null || userVault.open(userId, step.sealedSecret) !== null;
}

/** Whether any company in which they are active requires it. */
async function isRequired(reader: Reader, userId: string): Promise<boolean> {
  for (const { orgId } of await listActivePlacesOf(reader, userId))
    if (await requiresSecondStep(reader, orgId)) return true;
  return false;
}

/** The team lists of all their companies show it. */
async function recordChangeOf(
  { store, recordMembersChanged }: AccountDeps["deps"],
  userId: string,
): Promise<void> {
  for (const { orgId } of await listActivePlacesOf(store, userId)) await recordMembersChanged(orgId);
}

function hashesOf({ hash }: AccountDeps["deps"], codes: readonly string[]): string[] {
  return codes.flatMap((code) => normalizeRecoveryCode(code) ?? []).map(hash);
}
