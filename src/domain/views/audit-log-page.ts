import type { DeviceName } from "../security/device-name.ts";
import type { Instant } from "../model/instant.ts";
import type { Role } from "../model/member.ts";
import type { Answers } from "../model/settings.ts";
import type { SignInFault, SignInMethod } from "../model/sign-in-method.ts";

/** The topics of audit log entries. */
export const AUDIT_TOPICS = ["settings", "members", "sign-ins", "privacy"] as const;
export type AuditTopic = (typeof AUDIT_TOPICS)[number];

/** An entry of the audit log. Fields that its action does not use are `null` or empty. */
export interface AuditLogEntry {
  no: number;
  at: Instant;
  /** Name of the acting member; `null` for the server itself. */
  by: string | null;
  /** An `AuditedAction`. Other versions may have written other values. */
  action: string;
  /** The member affected. */
  about: string | null;
  /** The customer whose chats were read; `null` once they are erased. The log itself stores no name. */
  customer: string | null;
  /** The parts of the settings: each a `SettingsPart`, or a value written by another version. */
  parts: readonly string[];
  role: Role | null;
  answers: Answers | null;
  chats: number | null;
  customers: number | null;
  /** The sign-in method, and the device; `null` if the browser reports neither name nor system. */
  way: SignInMethod | null;
  device: DeviceName | null;
  /** The number of failed sign-ins, and the step at which they failed. */
  tries: number | null;
  fault: SignInFault | null;
  /** The number of sign-ins that were ended. */
  logins: number | null;
}

export interface AuditLogPage {
  lines: readonly AuditLogEntry[];
  /** The value of `before` for the next page; `null` at the end. */
  next: number | null;
}
