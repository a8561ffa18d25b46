import type { Candidate } from "#domain/model/member.ts";
import type { MemberId, OrgId } from "#domain/model/ids.ts";

/**
 * The order in which members are assigned chats, per organization: never assigned first, then least recently
 * assigned. It is loaded from the rows on first use. The copy in memory is valid only while no other instance
 * assigns.
 */
export interface AssignmentOrder {
  /** Sorts members in assignment order. The place of a new member is read from their row. */
  sort(orgId: OrgId, members: readonly Candidate[]): Candidate[];
  /** Moves a member to the end. */
  moveToEnd(orgId: OrgId, memberId: MemberId, assignNo: number): void;
  /** Discards the copy in memory, which may include assignments that were not committed. */
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
