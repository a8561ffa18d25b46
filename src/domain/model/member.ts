import type { MemberId } from "./ids.ts";

export const ROLES = ["admin", "agent"] as const;
export type Role = (typeof ROLES)[number];

/** A person's membership of an organization. */
export interface Member {
  id: MemberId;
  name: string;
  email: string;
  role: Role;
  /** Set by the member: may chats be assigned to them? Never changed by the server. */
  available: boolean;
  /** `null` uses the organization's setting. */
  capacity: number | null;
  /** `false` when deactivated: the name stays on old messages, and nothing is permitted. */
  active: boolean;
}

/** The member who acts, with the name customers see. */
export interface ActingMember {
  memberId: MemberId;
  name: string;
}

/** A member, with what the assignment of chats needs. */
export interface Candidate {
  memberId: MemberId;
  name: string;
  role: Role;
  /** Not deactivated. */
  active: boolean;
  available: boolean;
  /** Connected, or disconnected for less than the grace period. */
  present: boolean;
  /** `null` uses the organization's setting. */
  capacity: number | null;
  /** Active chats held; counted, never stored. */
  load: number;
  /** The number of the last assignment to them; `null` for never. */
  lastAssignedNo: number | null;
}
