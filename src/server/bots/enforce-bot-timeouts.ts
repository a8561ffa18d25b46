import { SECOND, type Millis } from "#domain/model/instant.ts";
import type { Bot, AnswerPart } from "./contract/bot.ts";
import { BotFailure } from "./contract/bot-failure.ts";
import { cutText } from "./text/text-chunks.ts";

/** How long each part of an answer may take. */
export interface BotTimeouts {
  firstPartMs: Millis;
  gapMs: Millis;
  totalMs: Millis;
}

/** Runs something later; the returned function cancels it. */
export type Schedule = (ms: Millis, run: () => void) => () => void;

export const GAP_TIMEOUT_MS: Millis = 15 * SECOND;
export const TOTAL_TIMEOUT_MS: Millis = 60 * SECOND;
/** In UTF-16 code units. A longer answer is truncated and counts as complete. */
export const ANSWER_MAX_LENGTH = 8_000;

/** Gives a bot a timeout for each part of an answer and for the whole. */
export function enforceBotTimeouts(
  bot: Bot,
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
      let length = 0;
      for (let waitMs = timeouts.firstPartMs; length < ANSWER_MAX_LENGTH; waitMs = timeouts.gapMs) {
        const cancel = after(waitMs, giveUp);
        const { done, value } = await orAborted(part.next(), controller.signal).finally(cancel);
        if (done === true) return;
        const bounded = truncatePart(value, ANSWER_MAX_LENGTH - length);
        length += bounded.kind === "words" ? bounded.text.length : 0;
        yield bounded;
      }
    } finally {
      cancelTotal();
      signal.removeEventListener("abort", stop);
      controller.abort();
      part.return?.().catch(() => undefined);
    }
  };
}

function truncatePart(part: AnswerPart, length: number): AnswerPart {
  return part.kind === "words" ? { ...part, text: cutText(part.text, length) } : part;
}

/** Rejects on abort, because the bot may ignore the signal. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", stop));
}

function scheduleWithTimer(ms: Millis, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
