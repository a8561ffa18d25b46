import type { RefusalCode } from "#domain/model/refusal.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import { strings } from "./strings.ts";

/** Puts into words why something about an account was not done. */
export function explainRefusal(error: unknown): string {
  const failure = readCallFailure(error);
  if (failure.kind === "too-many") return strings.wait;
  if (failure.kind === "unanswered") return strings.unanswered;
  return failure.kind === "refused" && isKnown(failure.reason)
    ? (strings.refusals[failure.reason] ?? strings.failed)
    : strings.failed;
}

function isKnown(reason: string): reason is RefusalCode {
  return reason in strings.refusals;
}
