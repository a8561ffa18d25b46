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

/** Runs something later; the returned function calls it off. */
export type Schedule = (ms: Millis, run: () => void) => () => void;

export const GAP_TIMEOUT_MS: Millis = 15 * SECOND;
export const TOTAL_TIMEOUT_MS: Millis = 60 * SECOND;
/** In UTF-16 code units; what a model says beyond is cut off, and the answer counts as whole. */
export const ANSWER_MAX_LENGTH = 8_000;

/** An answerer that does not wait for ever, and does not go on for ever. */
export function withTimeouts(bot: Bot, timeouts: BotTimeouts, after: Schedule = scheduleWithTimer): Bot {
  return async function* (question, signal) {
    signal.throwIfAborted();
    const hurry = new AbortController();
    const stop = () => hurry.abort(signal.reason);
    const giveUp = () => hurry.abort(new BotFailure("timeout"));
    signal.addEventListener("abort", stop, { once: true });
    const callOffTotal = after(timeouts.totalMs, giveUp);
    const part = bot(question, hurry.signal)[Symbol.asyncIterator]();
    try {
      let length = 0;
      for (let waitMs = timeouts.firstPartMs; length < ANSWER_MAX_LENGTH; waitMs = timeouts.gapMs) {
        const callOff = after(waitMs, giveUp);
        const { done, value } = await orAborted(part.next(), hurry.signal).finally(callOff);
        if (done === true) return;
        const bounded = truncatePart(value, ANSWER_MAX_LENGTH - length);
        length += bounded.kind === "words" ? bounded.text.length : 0;
        yield bounded;
      }
    } finally {
      callOffTotal();
      signal.removeEventListener("abort", stop);
      hurry.abort();
      part.return?.().catch(() => undefined);
    }
  };
}

function truncatePart(part: AnswerPart, length: number): AnswerPart {
  return part.kind === "words" ? { ...part, text: cutText(part.text, length) } : part;
}

/** Does not trust an answerer to heed the signal. */
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
