import type { RefusalCode } from "#domain/model/refusal.ts";
import { SECOND } from "#domain/model/instant.ts";
import { readCallFailure } from "#transport/call-failure.ts";

/** What a screen says when something was not done. */
export interface FailureTexts {
  refusals: Readonly<Partial<Record<RefusalCode, string>>>;
  /** What it says of everything it has no other text for. */
  failed: string;
  /** When too much was asked of the server. */
  wait?: string | ((seconds: number) => string);
  /** When nobody knows whether it was done. */
  unanswered?: string;
}

/** Puts into words why a call did not succeed. */
export function explainRefusal(error: unknown, { refusals, failed, wait, unanswered }: FailureTexts): string {
  const failure = readCallFailure(error);
  switch (failure.kind) {
    case "too-many":
      return (typeof wait === "function" ? wait(Math.ceil(failure.retryAfterMs / SECOND)) : wait) ?? failed;
    case "unanswered":
      return unanswered ?? failed;
    case "server-error":
      return failed;
    case "refused":
      return (hasText(failure.reason, refusals) ? refusals[failure.reason] : null) ?? failed;
  }
}

function hasText(reason: string, refusals: FailureTexts["refusals"]): reason is RefusalCode {
  return Object.hasOwn(refusals, reason);
}
