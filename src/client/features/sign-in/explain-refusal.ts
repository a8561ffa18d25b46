import type { RefusalCode } from "#domain/model/refusal.ts";
import { readFailure } from "#transport/call-failure.ts";
import { words } from "./strings.ts";

const SECOND_MS = 1_000;

/** Puts into words why a set-up or an invitation was not taken. */
export function explain(error: unknown): string {
  const failure = readFailure(error);
  if (failure.kind === "too-many") return words.wait(Math.ceil(failure.retryAfterMs / SECOND_MS));
  if (failure.kind !== "refused") return words.unreachable;
  const { reason } = failure;
  return isKnown(reason) ? (words.refusals[reason] ?? words.unreachable) : words.unreachable;
}

function isKnown(reason: string): reason is RefusalCode {
  return reason in words.refusals;
}
