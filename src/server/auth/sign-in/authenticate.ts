import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import { findMembershipOf } from "../../db/team/members.ts";
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

/** Finds the member with this cookie; `null` if there is none, or if the member is deactivated. */
export async function authenticate(
  deps: AuthDeps,
  betterAuth: BetterAuth,
  headers: Headers,
): Promise<SignedInMember | null> {
  const present = await betterAuth.api.getSession({ headers });
  if (present === null) return null;
  const { id: loginId, userId, updatedAt } = present.session;
  const place = await findMembershipOf(deps.store, userId);
  if (place === null) return null;
  await recordLoginUse(deps, loginId, updatedAt.getTime());
  const { id: memberId, role, name } = place.member;
  const needsSecondStep = await lacksSecondStep(deps, place.orgId, userId);
  return { userId, orgId: place.orgId, memberId, role, name, loginId, needsSecondStep };
}
