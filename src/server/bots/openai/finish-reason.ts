import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";

/** What the servers of this world write for a reason, by parts of the word; the first that fits counts. */
const REASONS: readonly (readonly [RegExp, BotFailureCause | "complete" | null])[] = [
  [/unspecified|unknown/, null],
  [
    /error|fail|abort|cancel|time.?out|malformed|insufficient|overload|interrupt|pause|exception|^(other|load)$/,
    "server-error",
  ],
  [
    /filter|safety|block|prohibit|recitation|sensitive|refus|spii|policy|moderation|language/,
    "content-filter",
  ],
  [/length|max|limit|truncat|window/, "answer-too-long"],
  [/stop|end|eos|eot|complete|done|finish|tool|function|success|normal/, "complete"],
];

/**
 * What a finish reason means: the answer is complete, or why it is not. `null` when it says nothing, like the empty one
 * that some servers send with every chunk.
 */
export function meaningOfFinishReason(reason: unknown): BotFailureCause | "complete" | null {
  if (typeof reason !== "string") return null;
  return REASONS.find(([word]) => word.test(reason.toLowerCase()))?.[1] ?? null;
}
