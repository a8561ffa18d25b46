import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { listMembers } from "../../db/team/members.ts";
import { listPresentMembers } from "../../db/team/member-presence.ts";
import type { Reader } from "../../db/store/store.ts";
import type { Colleague } from "#domain/views/inbox.ts";

/** Lists the members as colleagues see each other. */
export async function listColleagues(reader: Reader, orgId: OrgId, now: Instant): Promise<Colleague[]> {
  const members = await listMembers(reader, orgId);
  const present = await listPresentMembers(reader, orgId, now);
  return members
    .filter(({ active }) => active)
    .map(({ id, name, available }) => ({ id, name, available, present: present.has(id) }));
}
