import type { RefusalCode } from "#domain/model/refusal.ts";
import { readFailure } from "#transport/call-failure.ts";
import { words } from "../strings.ts";

/** Puts into words why a change was refused; `otherwise` where there are none for it. */
export function explain(error: unknown, otherwise: string = words.failed): string {
  const failure = readFailure(error);
  return failure.kind === "refused" && isKnown(failure.reason)
    ? (words.refusals[failure.reason] ?? otherwise)
    : otherwise;
}

function isKnown(reason: string): reason is RefusalCode {
  return reason in words.refusals;
}
