import type { OrgId } from "#domain/ids.ts";
import type { Instant } from "#domain/instant.ts";
import type { Colleague } from "#domain/views.ts";
import { listMembers } from "../db/members.ts";
import { presentMembers } from "../db/presences.ts";
import type { Reader } from "../db/store.ts";

/** Who works here, as colleagues see each other. */
export async function listColleagues(reader: Reader, orgId: OrgId, now: Instant): Promise<Colleague[]> {
  const members = await listMembers(reader, orgId);
  const present = await presentMembers(reader, orgId, now);
  return members
    .filter(({ active }) => active)
    .map(({ id, name, available }) => ({ id, name, available, present: present.has(id) }));
}
