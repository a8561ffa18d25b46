import type { RefusalCode } from "#domain/model/refusal.ts";
import { readFailure } from "#transport/call-failure.ts";
import { words } from "./strings.ts";

/** Puts into words why something about an account was not done. */
export function explain(error: unknown): string {
  const failure = readFailure(error);
  if (failure.kind === "too-many") return words.wait;
  if (failure.kind === "unanswered") return words.unanswered;
  return failure.kind === "refused" && isKnown(failure.reason)
    ? (words.refusals[failure.reason] ?? words.failed)
    : words.failed;
}

function isKnown(reason: string): reason is RefusalCode {
  return reason in words.refusals;
}
