import type { Article, ArticleVersion } from "./article.ts";
import type { Fact } from "./fact.ts";
import type { MemberId, CustomerId } from "./ids.ts";
import { Refusal, type RefusalCode } from "./refusal.ts";
import type { AuditDetails, AuditedAction } from "./audited-action.ts";
import type { Customer } from "./customer.ts";
import type { Role } from "./member.ts";
import type { Instant } from "./instant.ts";
import type { Settings } from "./settings.ts";

/** Rows to change besides recording the facts. Facts never contain values of settings or members. */
export interface Changes {
  settings?: Settings;
  /** The chatbot's token, sealed, with its last characters to show; `null` deletes it. */
  botToken?: { sealed: string; hint: string } | null;
  members?: readonly {
    id: MemberId;
    available?: boolean;
    capacity?: number | null;
    role?: Role;
    active?: boolean;
    publicName?: string | null;
  }[];
  customer?: Customer;
  /** The customer's new browser token. */
  customerToken?: { id: CustomerId; tokenHash: string; expiresAt: Instant };
  /** Articles as they become, whole. */
  articles?: readonly Article[];
  /** Texts of articles to keep. */
  articleVersions?: readonly ArticleVersion[];
  /** Erases the organization: none of its members can sign in, and nothing more is recorded. */
  erasesOrganization?: true;
  /** The audit log entry. `memberId` is `null` if the server itself acted. */
  audit?: { memberId: MemberId | null; action: AuditedAction; detail: unknown };
}

/**
 * The outcome of a decision. Facts are recorded even with a refusal: a late message, for example, still ends its
 * session.
 */
export interface Decision<Result> {
  facts: readonly Fact[];
  changes?: Changes;
  refusal: Refusal | null;
  result: Result;
}

/** Creates a decision to record `facts` and return `result`. */
export function decided<Result>(
  facts: readonly Fact[],
  result: Result,
  changes: Changes = {},
): Decision<Result> {
  return { facts, result, changes, refusal: null };
}

/** Adds an audit log entry, unless the decision is refused or has no facts. */
export function audited<Result, Action extends AuditedAction>(
  decision: Decision<Result>,
  memberId: MemberId | null,
  action: Action,
  detail: AuditDetails[Action],
): Decision<Result> {
  if (decision.refusal !== null || decision.facts.length === 0) return decision;
  return { ...decision, changes: { ...decision.changes, audit: { memberId, action, detail } } };
}

/** Creates a decision to record nothing and refuse with `code`. */
export function refused<Result>(
  code: RefusalCode,
  result: Result,
  detail: string | null = null,
): Decision<Result> {
  return { facts: [], result, refusal: new Refusal(code, detail) };
}
