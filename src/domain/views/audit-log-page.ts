import type { AuditDetail, AuditDetailName } from "../model/audited-action.ts";
import type { Instant } from "../model/instant.ts";

/** The topics of audit log entries. */
export const AUDIT_TOPICS = ["settings", "members", "sign-ins", "privacy", "knowledge"] as const;
export type AuditTopic = (typeof AUDIT_TOPICS)[number];

/** Details that are shown in another form: an id as a name or a title, a list that may be empty. */
type Reshaped = "id" | "no" | "parts" | "article";

/** An entry of the audit log. Details that its action does not have are `null` or empty. */
export type AuditLogEntry = EntryOfAnyAction & {
  [Name in Exclude<AuditDetailName, Reshaped>]: AuditDetail<Name> | null;
};

interface EntryOfAnyAction {
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
  /** The title that the article has now; empty for one without, `null` once it is gone. */
  article: string | null;
  /** The parts of the settings: each a `SettingsPart`, or a value written by another version. */
  parts: readonly string[];
}

export interface AuditLogPage {
  lines: readonly AuditLogEntry[];
  /** The value of `before` for the next page; `null` at the end. */
  next: number | null;
}
