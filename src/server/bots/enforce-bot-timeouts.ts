import { SECOND, type Millis } from "#domain/model/instant.ts";
import type { Bot, BotWithSigns } from "./contract/bot.ts";
import { BotFailure } from "./contract/bot-failure.ts";
import { type Schedule, scheduleWithTimer } from "./contract/schedule.ts";

/** How long a bot may be silent, and how long an answer may take. */
export interface BotTimeouts {
  /** Before the first word. */
  firstPartMs: Millis;
  /** After it. */
  gapMs: Millis;
  /** However many signs of life there are. */
  totalMs: Millis;
}

export const GAP_TIMEOUT_MS: Millis = 15 * SECOND;
export const TOTAL_TIMEOUT_MS: Millis = 60 * SECOND;

/**
 * A bot with a timeout for its silence and for the whole answer. Silence ends with a part of the answer or a sign of
 * life; the signs are not passed on.
 */
export function enforceBotTimeouts(
  bot: BotWithSigns,
  timeouts: BotTimeouts,
  after: Schedule = scheduleWithTimer,
): Bot {
  return async function* (question, signal) {
    signal.throwIfAborted();
    const controller = new AbortController();
    const stop = () => controller.abort(signal.reason);
    const giveUp = () => controller.abort(new BotFailure("timeout"));
    signal.addEventListener("abort", stop, { once: true });
    const cancelTotal = after(timeouts.totalMs, giveUp);
    const part = bot(question, controller.signal)[Symbol.asyncIterator]();
    try {
      for (let waitMs = timeouts.firstPartMs; ;) {
        const cancel = after(waitMs, giveUp);
        const { done, value } = await orAborted(part.next(), controller.signal).finally(cancel);
        if (done === true) return;
        if (value.kind === "sign-of-life") continue;
        waitMs = timeouts.gapMs;
        yield value;
      }
    } finally {
      cancelTotal();
      signal.removeEventListener("abort", stop);
      controller.abort();
      part.return?.().catch(() => undefined);
    }
  };
}

/** Rejects on abort, because the bot may ignore the signal. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", stop));
}
