import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import { findPlaceOf } from "../../db/team/members.ts";
import type { BetterAuth } from "./better-auth.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import { lacksSecondStep, recordLoginUse } from "../logins/list-login-rights.ts";

/** A signed-in member. */
export interface SignedInMember {
  userId: string;
  orgId: OrgId;
  memberId: MemberId;
  role: Role;
  name: string;
  loginId: string;
  /**
   * Whether their company requires a second step that they have yet to set up. Until then they may do nothing else.
   */
  needsSecondStep: boolean;
}

/** Who is signed in, in whichever company. */
export interface SignedInAccount {
  userId: string;
  loginId: string;
}

/**
 * Finds the member with this cookie in a company; `null` if there is none, or if the member is deactivated.
 *
 * @param orgId - the company that the client names; `null` for the oldest of the account's places
 */
export async function authenticate(
  deps: AuthDeps,
  account: SignedInAccount | null,
  orgId: OrgId | null,
): Promise<SignedInMember | null> {
  if (account === null) return null;
  const { userId, loginId } = account;
  const place = await findPlaceOf(deps.store, userId, orgId);
  if (place === null) return null;
  const { id: memberId, role, name } = place.member;
  const needsSecondStep = await lacksSecondStep(deps, place.orgId, userId);
  return { userId, orgId: place.orgId, memberId, role, name, loginId, needsSecondStep };
}

/** Finds the account with this cookie, and records that it is in use; `null` if there is none. */
export async function findSignedInAccount(
  deps: AuthDeps,
  betterAuth: BetterAuth,
  headers: Headers,
): Promise<SignedInAccount | null> {
  const present = await betterAuth.api.getSession({ headers });
  if (present === null) return null;
  const { id: loginId, userId, updatedAt } = present.session;
  await recordLoginUse(deps, loginId, updatedAt.getTime());
  return { userId, loginId };
}
