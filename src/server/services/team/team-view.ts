import type { OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import type { TeamView } from "#domain/views/team-view.ts";
import { listOpenInvitations } from "../../db/team/invitations.ts";
import { listMembers } from "../../db/team/members.ts";
import { listSecondSteps, requiresSecondStep } from "../../db/auth/second-steps.ts";
import type { ServiceContext } from "../context.ts";
import { listRoster } from "../../db/team/roster.ts";

/** Reads the team. Open invitations and colleagues' sign-in security are for admins only. */
export async function teamView(
  { store, vault }: ServiceContext,
  orgId: OrgId,
  role: Role,
): Promise<TeamView> {
  const now = await store.now();
  const isAdmin = role === "admin";
  const [members, roster, invitations, secondSteps, secondStepRequired] = await Promise.all([
    listMembers(store, orgId),
    listRoster(store, orgId, now),
    isAdmin ? listOpenInvitations(store, orgId, now) : [],
    isAdmin ? listSecondSteps(store, orgId) : [],
    requiresSecondStep(store, orgId),
  ]);
  const stepOf = new Map(secondSteps.map((step) => [step.memberId, step]));
  const seen = new Map(roster.map((candidate) => [candidate.memberId, candidate]));
  return {
    members: members.map((member) => {
      const { has = null, userId = "", sealedSecret = null } = stepOf.get(member.id) ?? {};
      return {
        ...member,
        present: seen.get(member.id)?.present ?? false,
        load: seen.get(member.id)?.load ?? 0,
        hasSecondStep: has,
        isSecondStepReadable: sealedSecret === null || vault.opensSecondStep(userId, sealedSecret),
      };
    }),
    invitations,
    secondStepRequired,
  };
}
