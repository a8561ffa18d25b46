import type { InvitationId, OrgId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { Member, Role } from "../model/member.ts";

/** What a send is answered with: stored, where, and when. */
export interface Acknowledged {
  sessionNo: number;
  sentAt: Instant;
  /** It had been stored before. */
  duplicate: boolean;
}

/** The member who is signed in. */
export interface Me {
  member: Member;
  orgId: OrgId;
  companyName: string;
  widgetKey: string;
  /** `true` once a chat exists: the empty inbox then needs no invitation to the demo page. */
  hasChats: boolean;
}

export interface InvitationView {
  id: InvitationId;
  email: string | null;
  role: Role;
  expiresAt: Instant;
}

/** A member as the team's screen shows them. */
interface TeamMember extends Member {
  present: boolean;
  load: number;
  /** Whether they have a second step at sign-in; `null` where it is not told: to agents, and of those let go. */
  hasSecondStep: boolean | null;
}

export interface TeamView {
  members: readonly TeamMember[];
  invitations: readonly InvitationView[];
  /** Whether nobody works here without a second step at sign-in. */
  secondStepRequired: boolean;
}
