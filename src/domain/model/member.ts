import type { MemberId } from "./ids.ts";

export const ROLES = ["admin", "agent"] as const;
export type Role = (typeof ROLES)[number];

/** A person's membership of an organization. */
export interface Member {
  id: MemberId;
  name: string;
  email: string;
  role: Role;
  /** Whether chats may be assigned to them. Set by the member, and never changed by the server. */
  available: boolean;
  /** `null` uses the organization's setting. */
  capacity: number | null;
  /** `false` once deactivated: the name stays on old messages, and nothing is permitted. */
  active: boolean;
}

/** The member who acts, with the name customers see. */
export interface ActingMember {
  memberId: MemberId;
  name: string;
}

/** A member with the data needed to assign chats. */
export interface Candidate {
  memberId: MemberId;
  name: string;
  role: Role;
  /** Whether they are not deactivated. */
  active: boolean;
  available: boolean;
  /** Whether they are connected, or disconnected for less than the grace period. */
  present: boolean;
  /** `null` uses the organization's setting. */
  capacity: number | null;
  /** The number of active chats they hold. Counted, never stored. */
  load: number;
  /** The number of the last assignment to them; `null` for never. */
  lastAssignedNo: number | null;
}
