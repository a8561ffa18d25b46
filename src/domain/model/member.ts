import type { MemberId } from "./ids.ts";

export const ROLES = ["admin", "agent"] as const;
export type Role = (typeof ROLES)[number];

/** A person's membership of an organization. */
export interface Member {
  id: MemberId;
  name: string;
  email: string;
  /** The name customers read; `null` if it is `name`. */
  publicName: string | null;
  role: Role;
  /** Whether chats may be assigned to them. Set by the member, and never changed by the server. */
  available: boolean;
  /** `null` uses the organization's setting. */
  capacity: number | null;
  /** `false` once deactivated: the name stays on old messages, and nothing is permitted. */
  active: boolean;
}

/**
 * A member's names, as recorded with what they did. Later changes of either leave the record as it is.
 */
export interface MemberNames {
  /** The name colleagues read. Customers never do, unless it is their public name too. */
  name: string;
  /** The name customers read. Missing if it is the same, and in records older than this field. */
  publicName?: string;
}

declare const isPublic: unique symbol;

/** A name that customers may read. Only {@link publicNameOf} makes one of a member's names. */
export type PublicName = string & { readonly [isPublic]: true };

/** The name of a member that customers read. */
export function publicNameOf(names: MemberNames): PublicName;
export function publicNameOf({ name, publicName }: MemberNames): string {
  return publicName ?? name;
}

/** The names to record of a member. */
export function namesOf({ name, publicName }: { name: string; publicName: string | null }): MemberNames {
  return publicName === null || publicName === name ? { name } : { name, publicName };
}

/** The member who acts. */
export interface ActingMember extends MemberNames {
  memberId: MemberId;
}

/** A member with the data needed to assign chats. */
export interface Candidate {
  memberId: MemberId;
  name: string;
  /** The name customers read; `null` if it is `name`. */
  publicName: string | null;
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
