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
