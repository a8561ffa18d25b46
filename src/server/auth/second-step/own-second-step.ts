import { Refusal } from "#domain/model/refusal.ts";
import type { SecondStepView } from "#domain/views/team-view.ts";
import type { AuditedAction } from "#domain/model/scene.ts";
import { noteAudit } from "../../db/privacy/audit-log.ts";
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
import type { Writer } from "../../db/store/store.ts";
import { codeLink, codeNo, newCodeSecret } from "./totp.ts";
import { accountOf, type Owner } from "../account/account-owner.ts";
import type { AccountParts } from "../account/account-deps.ts";
import { newRecoveryCodes, normalRecoveryCode } from "./recovery-codes.ts";

/** A member's own second step at sign-in. */
export interface SecondStepDesk {
  view(owner: Owner): Promise<SecondStepView>;
  /**
   * Makes a secret; nothing is asked for until it is confirmed.
   *
   * @returns the secret to type into an app, and the link that holds it
   * @throws {Refusal} `second-step-on`
   */
  begin(owner: Owner): Promise<{ secret: string; link: string }>;
  /**
   * A code of the app shows that it has the secret; from now on it is asked for. Every other login ends.
   *
   * @returns the recovery codes, this once
   * @throws {Refusal} `wrong-code`, `second-step-off` when none was begun, `second-step-on`, `too-many`
   */
  confirm(owner: Owner, code: string): Promise<readonly string[]>;
  /** New recovery codes in place of the old. @throws {Refusal} `second-step-off` */
  renewCodes(owner: Owner): Promise<readonly string[]>;
  /** @throws {Refusal} `second-step-off`, `second-step-required` */
  turnOff(owner: Owner): Promise<void>;
}

/** The second steps of a deployment's members. */
export function createSecondStepDesk(parts: AccountParts): SecondStepDesk {
  return {
    view: (owner) => view(parts, owner),
    begin: (owner) => begin(parts, owner),
    confirm: (owner, code) => confirm(parts, owner, code),
    renewCodes: (owner) => renewCodes(parts, owner),
    turnOff: (owner) => turnOff(parts, owner),
  };
}

async function view({ means: { store } }: AccountParts, owner: Owner): Promise<SecondStepView> {
  const { userId } = await accountOf(store, owner);
  const [step, recoveryCodesLeft, required] = await Promise.all([
    findSecondStep(store, userId),
    countRecoveryCodes(store, userId),
    requiresSecondStep(store, owner.orgId),
  ]);
  return { on: step !== null && step.confirmedAt !== null, recoveryCodesLeft, required };
}

async function begin({ means }: AccountParts, owner: Owner): Promise<{ secret: string; link: string }> {
  const { store, seals } = means;
  const [{ userId, email }, { name }] = await Promise.all([
    accountOf(store, owner),
    getOrganization(store, owner.orgId),
  ]);
  const secret = newCodeSecret(means.newToken());
  const begun = { userId, sealedSecret: seals.seal(userId, secret), createdAt: means.now() };
  if (!(await store.transact((writer) => beginSecondStep(writer, begun))))
    throw new Refusal("second-step-on");
  return { secret, link: codeLink(secret, `Switchboard (${name})`, email) };
}

async function confirm(
  { means, limits }: AccountParts,
  owner: Owner,
  code: string,
): Promise<readonly string[]> {
  const { store, seals } = means;
  const { userId } = await accountOf(store, owner);
  const step = await findSecondStep(store, userId);
  if (step === null) throw new Refusal("second-step-off");
  if (step.confirmedAt !== null) throw new Refusal("second-step-on");
  const waitMs = limits.tryCode(userId);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
  const { sealedSecret } = step;
  const usedNo = await codeNo(seals.open(userId, sealedSecret), code, means.now());
  if (usedNo === null) throw new Refusal("wrong-code");
  limits.codeSucceeded(userId);

  const codes = newRecoveryCodes(means.newToken);
  const ended = await store.transact(async (writer) => {
    const confirmed = { userId, sealedSecret, usedNo, at: means.now() };
    if (!(await confirmSecondStep(writer, confirmed))) throw new Refusal("wrong-code");
    await replaceRecoveryCodes(writer, userId, hashesOf(means, codes));
    await note(writer, owner, "second-step-turned-on");
    return removeOtherLogins(writer, userId, owner.loginId);
  });
  for (const loginId of ended) means.disconnect({ loginId });
  await means.membersChanged(owner.orgId);
  return codes;
}

async function renewCodes({ means }: AccountParts, owner: Owner): Promise<readonly string[]> {
  const { userId } = await accountOf(means.store, owner);
  const codes = newRecoveryCodes(means.newToken);
  await means.store.transact(async (writer) => {
    const step = await findSecondStep(writer, userId);
    if (step === null || step.confirmedAt === null) throw new Refusal("second-step-off");
    await replaceRecoveryCodes(writer, userId, hashesOf(means, codes));
    await note(writer, owner, "recovery-codes-renewed");
  });
  return codes;
}

async function turnOff({ means }: AccountParts, owner: Owner): Promise<void> {
  const { userId } = await accountOf(means.store, owner);
  await means.store.transact(async (writer) => {
    // The lock first: a company that requires it from this moment on is either seen here, or sees this.
    await writer.lock(owner.orgId);
    if (await requiresSecondStep(writer, owner.orgId)) throw new Refusal("second-step-required");
    if (!(await removeSecondStep(writer, userId))) throw new Refusal("second-step-off");
    await note(writer, owner, "second-step-turned-off");
  });
  await means.membersChanged(owner.orgId);
}

async function note(writer: Writer, { orgId, memberId }: Owner, action: AuditedAction): Promise<void> {
  await noteAudit(writer, orgId, action, { at: await writer.now(), memberId, detail: {} });
}

function hashesOf({ hash }: AccountParts["means"], codes: readonly string[]): string[] {
  return codes.flatMap((code) => normalRecoveryCode(code) ?? []).map(hash);
}
