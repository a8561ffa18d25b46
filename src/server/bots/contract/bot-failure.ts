import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { Millis } from "#domain/model/instant.ts";

/**
 * The chatbot could not answer. It carries a cause from a closed list and nothing the other server sent, so that it
 * is safe to log, show and store.
 */
export class BotFailure extends Error {
  override readonly name = "BotFailure";
  readonly reason: BotFailureCause;
  /** How long the server asked us to wait; `null` when it did not. */
  readonly retryAfterMs: Millis | null;

  constructor(reason: BotFailureCause, retryAfterMs: Millis | null = null) {
    super(`The chatbot could not answer: ${reason}`);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}
