import type { RefusalCode } from "#domain/model/refusal.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import { strings } from "./strings.ts";

const SECOND_MS = 1_000;

/** Puts into words why a set-up or an invitation was not taken. */
export function explainRefusal(error: unknown): string {
  const failure = readCallFailure(error);
  if (failure.kind === "too-many") return strings.wait(Math.ceil(failure.retryAfterMs / SECOND_MS));
  if (failure.kind !== "refused") return strings.unreachable;
  const { reason } = failure;
  return isKnown(reason) ? (strings.refusals[reason] ?? strings.unreachable) : strings.unreachable;
}

function isKnown(reason: string): reason is RefusalCode {
  return reason in strings.refusals;
}
