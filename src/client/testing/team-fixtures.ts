import type { InvitationView, TeamView } from "#domain/views/team-view.ts";
import { newMe } from "./fixtures.ts";

type TeamMember = TeamView["members"][number];

/** Creates a colleague for the team page: an agent who is not connected. */
export function newTeamMember(changes: Partial<TeamMember> = {}): TeamMember {
  return {
    ...newMe().member,
    present: false,
    load: 0,
    hasSecondStep: null,
    isSecondStepReadable: true,
    ...changes,
  };
}

/** Creates a team without a required second step and without invitations. */
export function newTeam(members: readonly TeamMember[], changes: Partial<TeamView> = {}): TeamView {
  return { members, invitations: [], secondStepRequired: false, ...changes };
}

let minted = 0;

/** Creates an invitation of an agent, which anybody may use. */
export function newInvitation(changes: Partial<InvitationView> & { expiresAt: number }): InvitationView {
  minted += 1;
  return { id: `inv_${minted}`, email: null, role: "agent", ...changes };
}
