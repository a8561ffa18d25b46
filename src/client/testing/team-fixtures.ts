import type { InvitationView, TeamView } from "#domain/views/team-view.ts";
import { newMe } from "./fixtures.ts";

type TeamMember = TeamView["members"][number];

/** A colleague as the team's screen shows them: an agent who is not here. */
export function newTeamMember(changes: Partial<TeamMember> = {}): TeamMember {
  return { ...newMe().member, present: false, load: 0, hasSecondStep: null, ...changes };
}

/** A team that asks for no second step, with nobody invited. */
export function newTeam(members: readonly TeamMember[], changes: Partial<TeamView> = {}): TeamView {
  return { members, invitations: [], secondStepRequired: false, ...changes };
}

let minted = 0;

/** An invitation for anybody, to be an agent. */
export function newInvitation(changes: Partial<InvitationView> & { expiresAt: number }): InvitationView {
  minted += 1;
  return { id: `inv_${minted}`, email: null, role: "agent", ...changes };
}
