import type { Fact } from "./fact.ts";
import type { MemberId } from "./ids.ts";
import { Refusal, type RefusalCode } from "./refusal.ts";
import type { AuditedAction, Changes, Decision } from "./scene.ts";

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
