import type { DeviceName } from "../security/device-name.ts";
import type { Instant } from "../model/instant.ts";
import type { Role } from "../model/member.ts";
import type { Answers } from "../model/settings.ts";
import type { SignInFault, SignInMethod } from "../security/sign-in-result.ts";

/** What a line of the audit log is about. */
export const AUDIT_TOPICS = ["settings", "members", "sign-ins", "privacy"] as const;
export type AuditTopic = (typeof AUDIT_TOPICS)[number];

/** A line of the audit log. What does not belong to its action is `null` or empty. */
export interface AuditLogEntry {
  no: number;
  at: Instant;
  /** Who did it; `null` for the server itself. */
  by: string | null;
  /** An `AuditedAction`; an older or newer version may have written others. */
  action: string;
  /** The member it was done to. */
  about: string | null;
  /** The customer whose chats were read; `null` also once they are erased. The log itself names none. */
  customer: string | null;
  /** Which parts of the settings: each a `SettingsPart`, or what another version wrote. */
  parts: readonly string[];
  role: Role | null;
  answers: Answers | null;
  chats: number | null;
  customers: number | null;
  /** By which way somebody signed in, and with what; `null` for a browser that names neither. */
  way: SignInMethod | null;
  device: DeviceName | null;
  /** How often somebody failed to sign in, and at what. */
  tries: number | null;
  fault: SignInFault | null;
  /** How many sign-ins were ended. */
  logins: number | null;
}

export interface AuditLogPage {
  lines: readonly AuditLogEntry[];
  /** Hand back as `before` to get the next page; `null` at the end. */
  next: number | null;
}
