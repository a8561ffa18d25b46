import type { SettingsPart } from "./fact.ts";
import type { ArticleId, MemberId } from "./ids.ts";
import type { Role } from "./member.ts";
import type { Answers } from "./settings.ts";
import type { DeviceName, SignInFault, SignInMethod } from "./sign-in-method.ts";

type NoDetail = Record<string, never>;

/** The turn of the switch. */
interface OfTurn {
  no: number;
  answers: Answers;
}

/** The member affected. */
interface OfMember {
  id: MemberId;
}

/** The article. Its title is not stored, because it may be about a customer. */
interface OfArticle {
  article: ArticleId;
}

/**
 * The actions recorded in the audit log, each with what is stored of it besides who did it and when. Never a secret,
 * and nothing about a customer, because the log outlives them.
 */
export interface AuditDetails {
  "switch-turned": OfTurn;
  "switch-undone": OfTurn;
  "settings-changed": { parts: readonly SettingsPart[] };
  "role-changed": OfMember & { role: Role };
  "public-name-changed": OfMember;
  "member-deactivated": OfMember;
  "member-reactivated": OfMember;
  "member-invited": { role: Role };
  "invitation-revoked": NoDetail;
  "member-joined": { role: Role };
  "second-step-required": NoDetail;
  "second-step-optional": NoDetail;
  "second-step-reset": OfMember;
  "second-step-turned-on": NoDetail;
  "second-step-turned-off": NoDetail;
  "recovery-codes-renewed": NoDetail;
  "logins-ended": OfMember;
  "signed-in": { way: SignInMethod; device: DeviceName };
  "signed-out": NoDetail;
  /** How many sign-ins failed, and at which step. */
  "sign-ins-failed": OfMember & { tries: number; fault: SignInFault };
  /** How many sign-ins were ended. */
  "own-logins-ended": { logins: number };
  "password-changed": NoDetail;
  "password-reset-link-created": OfMember;
  "password-reset": NoDetail;
  "old-chats-erased": { chats: number; customers: number };
  "customer-erased": { chats: number };
  "organization-erased": NoDetail;
  "chats-read": NoDetail;
  "customer-exported": NoDetail;
  "company-exported": NoDetail;
  "article-created": OfArticle;
  "article-edited": OfArticle;
  "article-published": OfArticle;
  "article-unpublished": OfArticle;
  "article-deleted": OfArticle;
  "article-restored": OfArticle;
  "article-owner-changed": OfArticle;
}

export type AuditedAction = keyof AuditDetails;

/** The names of all details. */
export type AuditDetailName = NamesIn<AuditDetails[AuditedAction]>;
/** What a detail of this name holds, in whichever action. */
export type AuditDetail<Name extends AuditDetailName> = ValueIn<AuditDetails[AuditedAction], Name>;

type NamesIn<Detail> = Detail extends NoDetail ? never : keyof Detail;
type ValueIn<Detail, Name> = Detail extends NoDetail
  ? never
  : Name extends keyof Detail
    ? Detail[Name]
    : never;
