import type { MemberId } from "./ids.ts";

export const ROLES = ["admin", "agent"] as const;
export type Role = (typeof ROLES)[number];

/** A person's place in an organization. */
export interface Member {
  id: MemberId;
  name: string;
  email: string;
  role: Role;
  /** The member's own switch: may chats be given to them? Never changed by the server. */
  available: boolean;
  /** `null` follows the organization's setting. */
  capacity: number | null;
  /** A deactivated member keeps their name on old messages and can do nothing. */
  active: boolean;
}

/** The member who acts, by the name customers see. */
export interface ActingMember {
  memberId: MemberId;
  name: string;
}

/** A member as the assignment of chats sees them. */
export interface Candidate {
  memberId: MemberId;
  name: string;
  role: Role;
  /** Works here: not deactivated. */
  active: boolean;
  available: boolean;
  /** Connected, or gone for less than the grace. */
  present: boolean;
  /** `null` follows the organization's. */
  capacity: number | null;
  /** Active chats held, counted and never stored. */
  load: number;
  /** The count of assignments when a chat was last given to them; `null` for never. */
  lastAssignedNo: number | null;
}
