import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import { type MemberNames, namesOf } from "#domain/model/member.ts";
import { getMember } from "../../db/team/members.ts";
import { BoundedMap } from "../../limits/bounded-map.ts";
import type { Reader } from "../../db/store/store.ts";

/** The present names of members who act. A connection may be older than a name. */
export interface CurrentNames {
  /** @returns the names; those of the connection for somebody who is no member any more */
  of(orgId: OrgId, memberId: MemberId, otherwise: MemberNames): Promise<MemberNames>;
  /** Reads names again after a change of an organization's members. Called for every fact that the process reads. */
  onFact(orgId: OrgId, entry: NumberedFact): void;
}

/** Names of one organization, until its members change. */
type NamesOfOrganization = Map<MemberId, Promise<MemberNames | null>>;

/** Keeps names in memory, because they are needed for every message of a member. */
export function createCurrentNames(reader: Reader): CurrentNames {
  const known = new BoundedMap<OrgId, NamesOfOrganization>();

  async function read(orgId: OrgId, memberId: MemberId): Promise<MemberNames | null> {
    const member = await getMember(reader, orgId, memberId);
    return member === null ? null : namesOf(member);
  }

  function namesIn(orgId: OrgId): NamesOfOrganization {
    const names: NamesOfOrganization = known.get(orgId) ?? new Map();
    known.update(orgId, names);
    return names;
  }

  return {
    async of(orgId, memberId, otherwise) {
      const names = namesIn(orgId);
      const reading = names.get(memberId) ?? read(orgId, memberId);
      names.set(memberId, reading);
      try {
        return (await reading) ?? otherwise;
      } catch (error) {
        names.delete(memberId);
        throw error;
      }
    },
    onFact(orgId, { fact }) {
      if (fact.kind === "members-changed" || fact.kind === "organization-erased") known.delete(orgId);
    },
  };
}
