import type { OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import { findLogin, listActiveLogins, markLoginUsed } from "../../db/auth/logins.ts";
import { findPlaceOf } from "../../db/team/members.ts";
import { findSecondStep, requiresSecondStep } from "../../db/auth/second-steps.ts";
import { isLoginActive, isUseWorthRecording } from "./login-lifetime.ts";
import type { AuthDeps } from "../account/auth-deps.ts";

/** The rights of a login's member. */
export type MemberRights = Role | "set-up-second-step";

/** A login, and the company in which it is used; `null` for an account that is used in none. */
export interface LoginPlace {
  loginId: string;
  orgId: OrgId | null;
}

/** The key of a login's use in a company, for maps. */
export function loginPlaceKey({ loginId, orgId }: LoginPlace): string {
  return `${loginId} ${orgId ?? ""}`;
}

/** Returns the rights of the logins' accounts in these companies, by {@link loginPlaceKey}. Who has none is missing. */
export async function listLoginRights(
  { store, now }: AuthDeps,
  places: readonly LoginPlace[],
): Promise<ReadonlyMap<string, MemberRights>> {
  const ids = [...new Set(places.map(({ loginId }) => loginId))];
  const found = await listActiveLogins(store, ids);
  const alive = found.filter((login) => isLoginActive(login, now()));
  return new Map(
    alive.map((login) => [loginPlaceKey({ loginId: login.id, orgId: login.orgId }), rightsOf(login)]),
  );
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

/**
 * Marks a login as used, which an open socket counts as.
 *
 * @returns whether it is still valid, and its account an active member of the company
 */
export async function touchLogin(deps: AuthDeps, { loginId, orgId }: LoginPlace): Promise<boolean> {
  const login = await findLogin(deps.store, loginId);
  if (login === null || !isLoginActive(login, deps.now())) return false;
  if (orgId !== null && (await findPlaceOf(deps.store, login.userId, orgId)) === null) return false;
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
