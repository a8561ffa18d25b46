import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { AuditedAction } from "#domain/model/scene.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { noteAudit } from "../../db/privacy/audit-log.ts";
import { removeLoginsOf } from "../../db/auth/logins.ts";
import {
  findSecondStep,
  listSecondSteps,
  removeSecondStep,
  setRequiresSecondStep,
} from "../../db/auth/second-steps.ts";
import type { Writer } from "../../db/store/store.ts";
import type { AccountsMeans } from "../account/auth-deps.ts";
import { accountOf } from "../account/account-owner.ts";

/** Which admin does it, and for which company. */
interface Guarding {
  orgId: OrgId;
  by: MemberId;
}

/** What an admin can do about how colleagues come in. All of it is written to the audit log. */
export interface TeamGuard {
  /**
   * From now on nobody works here without a second step, or may again. Whoever has none loses their connections, and is
   * led to set one up when they come back.
   *
   * @throws {Refusal} `second-step-off` when the admin has none either
   */
  requireSecondStep(guarding: Guarding, required: boolean): Promise<void>;
  /**
   * A colleague has lost telephone and recovery codes: their second step goes, and every login of theirs with it.
   *
   * @throws {Refusal} `member-unknown`, `second-step-off`
   */
  resetSecondStep(guarding: Guarding, id: MemberId): Promise<void>;
  /** Ends every login of a colleague, who may sign in again. @throws {Refusal} `member-unknown` */
  endLogins(guarding: Guarding, id: MemberId): Promise<void>;
}

/** Watches over how the members of a company come in. */
export function createTeamGuard(means: AccountsMeans): TeamGuard {
  return {
    requireSecondStep: (guarding, required) => requireSecondStep(means, guarding, required),
    resetSecondStep: (guarding, id) => resetSecondStep(means, guarding, id),
    endLogins: (guarding, id) => endLogins(means, guarding, id),
  };
}

async function requireSecondStep(means: AccountsMeans, guarding: Guarding, required: boolean): Promise<void> {
  const { orgId, by } = guarding;
  const { userId } = await accountOf(means.store, { orgId, memberId: by });
  const without = await means.store.transact(async (writer) => {
    await setRequiresSecondStep(writer, orgId, required);
    await note(writer, guarding, required ? "second-step-required" : "second-step-optional", {});
    if (!required) return [];
    const own = await findSecondStep(writer, userId);
    if (own === null || own.confirmedAt === null) throw new Refusal("second-step-off");
    return (await listSecondSteps(writer, orgId)).filter(({ has }) => !has);
  });
  for (const { memberId } of without) means.disconnect({ orgId, memberId });
  await means.membersChanged(orgId);
}

async function resetSecondStep(means: AccountsMeans, guarding: Guarding, id: MemberId): Promise<void> {
  const { orgId } = guarding;
  const { userId } = await accountOf(means.store, { orgId, memberId: id });
  const ended = await means.store.transact(async (writer) => {
    if (!(await removeSecondStep(writer, userId))) throw new Refusal("second-step-off");
    await note(writer, guarding, "second-step-reset", { id });
    return removeLoginsOf(writer, userId);
  });
  for (const loginId of ended) means.disconnect({ loginId });
  await means.membersChanged(orgId);
}

async function endLogins(means: AccountsMeans, guarding: Guarding, id: MemberId): Promise<void> {
  const { orgId } = guarding;
  const { userId } = await accountOf(means.store, { orgId, memberId: id });
  const ended = await means.store.transact(async (writer) => {
    await note(writer, guarding, "logins-ended", { id });
    return removeLoginsOf(writer, userId);
  });
  for (const loginId of ended) means.disconnect({ loginId });
}

async function note(
  writer: Writer,
  { orgId, by }: Guarding,
  action: AuditedAction,
  detail: object,
): Promise<void> {
  await noteAudit(writer, orgId, action, { at: await writer.now(), memberId: by, detail });
}
