import type { Fact } from "./fact.ts";
import type { MemberId, CustomerId } from "./ids.ts";
import { Refusal, type RefusalCode } from "./refusal.ts";
import type { AuditedAction } from "./audited-action.ts";
import type { Customer } from "./customer.ts";
import type { Role } from "./member.ts";
import type { Instant } from "./instant.ts";
import type { Settings } from "./settings.ts";

/** Rows that change beside the facts. Values of settings and members never travel in facts. */
export interface Changes {
  settings?: Settings;
  /** The chatbot's token, sealed, with its last characters to show; `null` forgets it. */
  botToken?: { sealed: string; hint: string } | null;
  members?: readonly {
    id: MemberId;
    available?: boolean;
    capacity?: number | null;
    role?: Role;
    active?: boolean;
  }[];
  customer?: Customer;
  /** How the customer's browser is known from now on. */
  customerToken?: { id: CustomerId; tokenHash: string; expiresAt: Instant };
  /** The company is erased: nobody of it can sign in, and nothing is recorded any more. */
  erasesOrganization?: true;
  /** What the audit log keeps of it. `memberId` is `null` for the server itself. */
  audit?: { memberId: MemberId | null; action: AuditedAction; detail: unknown };
}

/** What was decided. The facts are recorded even when it refuses: a late message still ends its session. */
export interface Decision<Result> {
  facts: readonly Fact[];
  changes?: Changes;
  refusal: Refusal | null;
  result: Result;
}

/** A decision to record `facts` and answer `result`. */
export function decided<Result>(
  facts: readonly Fact[],
  result: Result,
  changes: Changes = {},
): Decision<Result> {
  return { facts, result, changes, refusal: null };
}

/** The same decision, kept in the audit log if it goes through. `detail` never holds a secret. */
export function audited<Result>(
  decision: Decision<Result>,
  memberId: MemberId | null,
  action: AuditedAction,
  detail: object = {},
): Decision<Result> {
  if (decision.refusal !== null || decision.facts.length === 0) return decision;
  return { ...decision, changes: { ...decision.changes, audit: { memberId, action, detail } } };
}

/** A decision to do nothing and say why. */
export function refused<Result>(
  code: RefusalCode,
  result: Result,
  detail: string | null = null,
): Decision<Result> {
  return { facts: [], result, refusal: new Refusal(code, detail) };
}
