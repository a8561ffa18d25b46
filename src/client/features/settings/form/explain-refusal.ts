import type { RefusalCode } from "#domain/model/refusal.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import { strings } from "../strings.ts";

/** Puts into words why a change was refused; `otherwise` where there are none for it. */
export function explainRefusal(error: unknown, otherwise: string = strings.failed): string {
  const failure = readCallFailure(error);
  return failure.kind === "refused" && isKnown(failure.reason)
    ? (strings.refusals[failure.reason] ?? otherwise)
    : otherwise;
}

function isKnown(reason: string): reason is RefusalCode {
  return reason in strings.refusals;
}
