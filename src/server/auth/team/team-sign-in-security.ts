import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { removeLoginsOf } from "../../db/auth/logins.ts";
import { findSecondStep, listSecondSteps, removeSecondStep } from "../../db/auth/second-steps.ts";
import type { AuthWriter } from "../store/auth-store-types.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import { accountOf } from "../account/account-owner.ts";
import { refuseIfShared } from "../account/lock-companies.ts";
import type { AuditDetails, AuditedAction } from "#domain/model/audited-action.ts";

/** The acting admin and their company. */
interface AdminOfOrganization {
  orgId: OrgId;
  by: MemberId;
}

/** An admin's means to secure the sign-ins of colleagues. Every use is recorded in the audit log. */
export interface TeamSignInSecurity {
  /**
   * Sets whether all members need a second step. Members without one lose their connections and must set one up when
   * they return.
   *
   * @throws {Refusal} `second-step-off` if the admin has none either
   */
  requireSecondStep(admin: AdminOfOrganization, required: boolean): Promise<void>;
  /**
   * Removes the second step of a colleague who has lost phone and recovery codes, and ends all their logins.
   *
   * @throws {Refusal} `member-unknown`, `account-shared`, `second-step-off`
   */
  resetSecondStep(admin: AdminOfOrganization, id: MemberId): Promise<void>;
  /** Ends all logins of a colleague. They can sign in again. @throws {Refusal} `member-unknown`, `account-shared` */
  endLogins(admin: AdminOfOrganization, id: MemberId): Promise<void>;
}

/** Manages the sign-in security of a company's members. */
export function createTeamSignInSecurity(deps: AuthDeps): TeamSignInSecurity {
  return {
    requireSecondStep: (admin, required) => requireSecondStep(deps, admin, required),
    resetSecondStep: (admin, id) => resetSecondStep(deps, admin, id),
    endLogins: (admin, id) => endLogins(deps, admin, id),
  };
}

async function requireSecondStep(
  deps: AuthDeps,
  admin: AdminOfOrganization,
  required: boolean,
): Promise<void> {
  const { orgId, by } = admin;
  const { userId } = await accountOf(deps.store, { orgId, memberId: by });
  const without = await deps.store.transact(async (writer, organizations) => {
    await organizations.setRequiresSecondStep(orgId, required);
    await audit(writer, admin, required ? "second-step-required" : "second-step-optional", {});
    if (!required) return [];
    const own = await findSecondStep(writer, userId);
    if (own === null || own.confirmedAt === null) throw new Refusal("second-step-off");
    return (await listSecondSteps(writer, orgId)).filter(({ has }) => !has);
  });
  for (const { memberId } of without) deps.disconnect({ orgId, memberId });
  await deps.recordMembersChanged(orgId);
}

async function resetSecondStep(deps: AuthDeps, admin: AdminOfOrganization, id: MemberId): Promise<void> {
  const { orgId } = admin;
  const { userId } = await accountOf(deps.store, { orgId, memberId: id });
  const ended = await deps.store.transact(async (writer) => {
    await refuseIfShared(writer, { orgId, userId }, "all");
    if (!(await removeSecondStep(writer, userId))) throw new Refusal("second-step-off");
    await audit(writer, admin, "second-step-reset", { id });
    return removeLoginsOf(writer, userId);
  });
  for (const loginId of ended) deps.disconnect({ loginId });
  await deps.recordMembersChanged(orgId);
}

async function endLogins(deps: AuthDeps, admin: AdminOfOrganization, id: MemberId): Promise<void> {
  const { orgId } = admin;
  const { userId } = await accountOf(deps.store, { orgId, memberId: id });
  const ended = await deps.store.transact(async (writer) => {
    await refuseIfShared(writer, { orgId, userId }, "active");
    await audit(writer, admin, "logins-ended", { id });
    return removeLoginsOf(writer, userId);
  });
  for (const loginId of ended) deps.disconnect({ loginId });
}

async function audit<Action extends AuditedAction>(
  writer: AuthWriter,
  { orgId, by }: AdminOfOrganization,
  action: Action,
  detail: AuditDetails[Action],
): Promise<void> {
  await auditAction(writer, orgId, action, { at: await writer.now(), memberId: by, detail });
}
