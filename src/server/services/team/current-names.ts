import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { type MemberNames, namesOf } from "#domain/model/member.ts";
import { getMember } from "../../db/team/members.ts";
import type { Reader } from "../../db/store/store.ts";
import type { FeedTailListeners } from "../../events/feed/feed-tail.ts";

/** The present names of members who act. A connection may be older than a name. */
export interface CurrentNames extends Pick<FeedTailListeners, "onFact" | "onOpened" | "onClosed"> {
  /** @returns the names; those of the connection for somebody who is no member any more */
  of(orgId: OrgId, memberId: MemberId, otherwise: MemberNames): Promise<MemberNames>;
}

/** Names of one organization, until its members change. */
type NamesOfOrganization = Map<MemberId, Promise<MemberNames | null>>;

/**
 * Keeps names in memory, because they are needed for every message of a member: while a tail of the organization tells
 * of every change of its members, made by whichever instance. Without one they are read each time.
 */
export function createCurrentNames(reader: Reader): CurrentNames {
  /** Of the organizations with an open tail. */
  const known = new Map<OrgId, NamesOfOrganization>();

  async function read(orgId: OrgId, memberId: MemberId): Promise<MemberNames | null> {
    const member = await getMember(reader, orgId, memberId);
    return member === null ? null : namesOf(member);
  }

  async function readOnce(
    names: NamesOfOrganization,
    orgId: OrgId,
    memberId: MemberId,
  ): Promise<MemberNames | null> {
    const reading = names.get(memberId) ?? read(orgId, memberId);
    names.set(memberId, reading);
    try {
      return await reading;
    } catch (error) {
      names.delete(memberId);
      throw error;
    }
  }

  return {
    async of(orgId, memberId, otherwise) {
      const names = known.get(orgId);
      const found = names === undefined ? read(orgId, memberId) : readOnce(names, orgId, memberId);
      return (await found) ?? otherwise;
    },
    onOpened: (orgId) => void known.set(orgId, new Map()),
    onClosed: (orgId) => void known.delete(orgId),
    // A reading that has begun may be of before the change, so its list is dropped and not emptied.
    onFact(orgId, { fact }) {
      const isOfNames = fact.kind === "members-changed" || fact.kind === "organization-erased";
      if (isOfNames && known.has(orgId)) known.set(orgId, new Map());
    },
  };
}
