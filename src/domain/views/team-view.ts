import type { InvitationId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { Member, Role } from "../model/member.ts";

export interface InvitationView {
  id: InvitationId;
  email: string | null;
  role: Role;
  expiresAt: Instant;
}

/** A member on the team screen. */
interface TeamMember extends Member {
  present: boolean;
  load: number;
  /**
   * Whether they have a second step at sign-in; `null` where it is not shown: to agents, and for deactivated members.
   */
  hasSecondStep: boolean | null;
  /** Whether its codes can be checked: `false` after the server's key was replaced, until it is reset. */
  isSecondStepReadable: boolean;
}

export interface TeamView {
  members: readonly TeamMember[];
  invitations: readonly InvitationView[];
  /** Whether every member needs a second step at sign-in. */
  secondStepRequired: boolean;
}
