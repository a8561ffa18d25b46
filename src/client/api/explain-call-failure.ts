import type { RefusalCode } from "#domain/model/refusal.ts";
import { SECOND } from "#domain/model/instant.ts";
import { readCallFailure } from "#transport/call-failure.ts";

/** The texts of a screen for calls that fail. */
export interface FailureTexts {
  refusals: Readonly<Partial<Record<RefusalCode, string>>>;
  /** The text for every failure without one of its own. */
  failed: string;
  /** The text for an exceeded rate limit. */
  wait?: string | ((seconds: number) => string);
  /** The text for a call without a response, so that its outcome is unknown. */
  unanswered?: string;
}

/** Chooses the text that explains why a call failed. */
export function explainCallFailure(
  error: unknown,
  { refusals, failed, wait, unanswered }: FailureTexts,
): string {
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
