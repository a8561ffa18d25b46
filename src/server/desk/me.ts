import type { MemberId, OrgId } from "#domain/ids.ts";
import { Refusal } from "#domain/refusal.ts";
import type { Me } from "#domain/views.ts";
import { getMember } from "../db/members.ts";
import { getOrganization } from "../db/organizations.ts";
import { hasSessions } from "../db/sessions.ts";
import type { Desk } from "./desk.ts";

/** The member who is signed in, and where. @throws {Refusal} `member-unknown` */
export async function meOf({ store }: Desk, orgId: OrgId, memberId: MemberId): Promise<Me> {
  const [member, organization, hasChats] = await Promise.all([
    getMember(store, orgId, memberId),
    getOrganization(store, orgId),
    hasSessions(store, orgId),
  ]);
  if (member === null) throw new Refusal("member-unknown");
  const { widgetKey, settings } = organization;
  return { member, orgId, widgetKey, companyName: settings.widget.companyName, hasChats };
}
