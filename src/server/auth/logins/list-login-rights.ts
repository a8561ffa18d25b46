import type { OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import { findLogin, listActiveLogins, markLoginUsed } from "../../db/auth/logins.ts";
import { findMembershipOf } from "../../db/team/members.ts";
import { findSecondStep, requiresSecondStep } from "../../db/auth/second-steps.ts";
import { isLoginActive, isUseWorthRecording } from "./login-lifetime.ts";
import type { AuthDeps } from "../account/auth-deps.ts";

/** The rights of a login's member. */
export type MemberRights = Role | "set-up-second-step";

/** Returns those of the logins that are still valid, with the rights of their members. */
export async function listLoginRights(
  { store, now }: AuthDeps,
  loginIds: readonly string[],
): Promise<ReadonlyMap<string, MemberRights>> {
  const found = await listActiveLogins(store, loginIds);
  const alive = found.filter((login) => isLoginActive(login, now()));
  return new Map(alive.map((login) => [login.id, rightsOf(login)]));
}

/**
 * Combines a member's rights into one value, which changes with their role, and when they must set up a second step.
 */
export function rightsOf({ role, needsSecondStep }: { role: Role; needsSecondStep: boolean }): MemberRights {
  return needsSecondStep ? "set-up-second-step" : role;
}

/** Whether their company requires a second step that they have yet to set up. */
export async function lacksSecondStep({ store }: AuthDeps, orgId: OrgId, userId: string): Promise<boolean> {
  if (!(await requiresSecondStep(store, orgId))) return false;
  const step = await findSecondStep(store, userId);
  return step === null || step.confirmedAt === null;
}

/** Marks a login as used, which an open socket counts as. @returns whether it is still valid and its member active */
export async function touchLogin(deps: AuthDeps, loginId: string): Promise<boolean> {
  const login = await findLogin(deps.store, loginId);
  if (login === null || !isLoginActive(login, deps.now())) return false;
  if ((await findMembershipOf(deps.store, login.userId)) === null) return false;
  await recordLoginUse(deps, loginId, login.updatedAt);
  return true;
}

/** Writes the time of use, unless it was written a short time ago. */
export async function recordLoginUse(
  { store, now }: AuthDeps,
  loginId: string,
  updatedAt: number,
): Promise<void> {
  const at = now();
  if (isUseWorthRecording({ updatedAt }, at))
    await store.transact((writer) => markLoginUsed(writer, loginId, at));
}
