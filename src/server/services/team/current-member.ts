import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { CurrentMember } from "#domain/views/current-member.ts";
import { getMember } from "../../db/team/members.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { hasSessions } from "../../db/conversations/sessions.ts";
import type { ServiceContext } from "../context.ts";

/** Reads the signed-in member and their organization. @throws {Refusal} `member-unknown` */
export async function currentMember(
  { store }: ServiceContext,
  orgId: OrgId,
  memberId: MemberId,
): Promise<CurrentMember> {
  const [member, organization, hasChats] = await Promise.all([
    getMember(store, orgId, memberId),
    getOrganization(store, orgId),
    hasSessions(store, orgId),
  ]);
  if (member === null) throw new Refusal("member-unknown");
  const { widgetKey, settings } = organization;
  return { member, orgId, widgetKey, companyName: settings.widget.companyName, hasChats };
}
