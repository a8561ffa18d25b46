import type { OrgId } from "../model/ids.ts";
import type { Member } from "../model/member.ts";

/** The signed-in member. */
export interface CurrentMember {
  member: Member;
  orgId: OrgId;
  companyName: string;
  widgetKey: string;
  /** `true` once a chat exists; until then the empty inbox points to the demo page. */
  hasChats: boolean;
}
