import type { OrgId } from "#domain/ids.ts";
import type { Role } from "#domain/member.ts";
import type { TeamView } from "#domain/views.ts";
import { listOpenInvitations } from "../db/invitations.ts";
import { listMembers, listRoster } from "../db/members.ts";
import type { Desk } from "./desk.ts";

/** The team; open invitations are for admins. */
export async function teamView({ store }: Desk, orgId: OrgId, role: Role): Promise<TeamView> {
  const now = await store.now();
  const [members, roster, invitations] = await Promise.all([
    listMembers(store, orgId),
    listRoster(store, orgId, now),
    role === "admin" ? listOpenInvitations(store, orgId, now) : [],
  ]);
  const seen = new Map(roster.map((candidate) => [candidate.memberId, candidate]));
  return {
    members: members.map((member) => ({
      ...member,
      present: seen.get(member.id)?.present ?? false,
      load: seen.get(member.id)?.load ?? 0,
    })),
    invitations,
  };
}
