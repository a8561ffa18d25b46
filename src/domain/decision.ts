import type { Fact } from "./fact.ts";
import { Refusal, type RefusalCode } from "./refusal.ts";
import type { Changes, Decision } from "./scene.ts";

/** A decision to record `facts` and answer `result`. */
export function decided<Result>(
  facts: readonly Fact[],
  result: Result,
  changes: Changes = {},
): Decision<Result> {
  return { facts, result, changes, refusal: null };
}

/** A decision to do nothing and say why. */
export function refused<Result>(
  code: RefusalCode,
  result: Result,
  detail: string | null = null,
): Decision<Result> {
  return { facts: [], result, refusal: new Refusal(code, detail) };
}
