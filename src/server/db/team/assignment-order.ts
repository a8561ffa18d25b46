import type { Candidate } from "#domain/model/member.ts";
import type { MemberId, OrgId } from "#domain/model/ids.ts";

/**
 * Whose turn it is, per organization: never given a chat first, then longest ago. Built from what the database says
 * when first asked; kept in memory it is right as long as this process alone assigns.
 */
export interface AssignmentOrder {
  /** `members` in the order of assignment. One it does not know yet takes the place its row says. */
  sort(orgId: OrgId, members: readonly Candidate[]): Candidate[];
  /** Moves a member to the end. */
  moveToEnd(orgId: OrgId, memberId: MemberId, assignNo: number): void;
  /** Builds itself anew when asked next: what it heard of may not have been committed. */
  forget(orgId: OrgId): void;
}

export function createAssignmentOrder(): AssignmentOrder {
  const places = new Map<OrgId, Map<MemberId, number | null>>();

  function placesIn(orgId: OrgId): Map<MemberId, number | null> {
    const known = places.get(orgId) ?? new Map<MemberId, number | null>();
    places.set(orgId, known);
    return known;
  }

  return {
    sort(orgId, members) {
      const known = placesIn(orgId);
      for (const { memberId, lastAssignedNo } of members)
        if (!known.has(memberId)) known.set(memberId, lastAssignedNo);
      return members.toSorted((a, b) => {
        const [left, right] = [known.get(a.memberId) ?? 0, known.get(b.memberId) ?? 0];
        return left - right || (a.memberId < b.memberId ? -1 : 1);
      });
    },
    moveToEnd: (orgId, memberId, assignNo) => void placesIn(orgId).set(memberId, assignNo),
    forget: (orgId) => void places.delete(orgId),
  };
}
