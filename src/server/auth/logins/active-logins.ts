import type { OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import { findLogin, listActiveLogins, markLoginUsed } from "../../db/auth/logins.ts";
import { findMembershipOf } from "../../db/team/members.ts";
import { findSecondStep, requiresSecondStep } from "../../db/auth/second-steps.ts";
import { isLoginActive, isUseWorthRecording } from "./login-lifetime.ts";
import type { AuthDeps } from "../account/auth-deps.ts";

/** What the member of a login may do. */
export type MemberRights = Role | "set-up-second-step";

/** Which of these logins are still valid, and what their members may do. */
export async function activeLogins(
  { store, now }: AuthDeps,
  loginIds: readonly string[],
): Promise<ReadonlyMap<string, MemberRights>> {
  const found = await listActiveLogins(store, loginIds);
  const alive = found.filter((login) => isLoginActive(login, now()));
  return new Map(alive.map((login) => [login.id, rightsOf(login)]));
}

/** What a member may do, as one value; it changes with their role, and when they must set up a second step. */
export function rightsOf({ role, needsSecondStep }: { role: Role; needsSecondStep: boolean }): MemberRights {
  return needsSecondStep ? "set-up-second-step" : role;
}

/** Whether their company requires a second step that they have yet to set up. */
export async function lacksSecondStep({ store }: AuthDeps, orgId: OrgId, userId: string): Promise<boolean> {
  if (!(await requiresSecondStep(store, orgId))) return false;
  const step = await findSecondStep(store, userId);
  return step === null || step.confirmedAt === null;
}

/** Marks a login as used: an open socket counts. @returns whether it is still valid and its member active */
export async function touchLogin(deps: AuthDeps, loginId: string): Promise<boolean> {
  const login = await findLogin(deps.store, loginId);
  if (login === null || !isLoginActive(login, deps.now())) return false;
  if ((await findMembershipOf(deps.store, login.userId)) === null) return false;
  await recordLoginUse(deps, loginId, login.updatedAt);
  return true;
}

/** Writes the time of use, unless it was written a moment ago. */
export async function recordLoginUse(
  { store, now }: AuthDeps,
  loginId: string,
  updatedAt: number,
): Promise<void> {
  const at = now();
  if (isUseWorthRecording({ updatedAt }, at))
    await store.transact((writer) => markLoginUsed(writer, loginId, at));
}
