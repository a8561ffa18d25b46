import type { BotFailureCause } from "../model/bot-failure-cause.ts";
import { DAY, HOUR, type Instant, type Millis, MINUTE } from "../model/instant.ts";

/** An allowance of `count` units within `ms`. */
export interface Allowance {
  count: number;
  ms: Millis;
}

/** The limits of an organization's own chatbot, which protect its account and its server. */
export interface BotBudget {
  perSession: Allowance;
  perCustomer: Allowance;
  perOrganization: Allowance;
  /** Tokens of questions and answers, estimated. */
  tokens: Allowance;
  /** The number of concurrent questions of one organization. Further ones wait. */
  maxConcurrent: number;
  /** After `count` consecutive failures, no question is sent to the server for `ms`. */
  cooldown: Allowance;
}

/** The limits of an organization. @param tokensPerDay - the operator's limit for each organization */
export function botBudget(tokensPerDay: number): BotBudget {
  return {
    perSession: { count: 20, ms: 10 * MINUTE },
    perCustomer: { count: 60, ms: HOUR },
    perOrganization: { count: 2_000, ms: HOUR },
    tokens: { count: tokensPerDay, ms: DAY },
    maxConcurrent: 16,
    cooldown: { count: 5, ms: MINUTE },
  };
}

/** The used part of an allowance, in the window that began at `since`. */
export interface Usage {
  since: Instant;
  count: number;
}

/** Whether anything is left. The last request may exceed the allowance, because its cost is known only afterwards. */
export function isWithinAllowance(used: Usage | null, { count, ms }: Allowance, now: Instant): boolean {
  return used === null || now - used.since >= ms || used.count < count;
}

/** Adds `cost` to a usage. An expired window is replaced by a new one. */
export function addUsage(used: Usage | null, { ms }: Allowance, now: Instant, cost = 1): Usage {
  if (used === null || now - used.since >= ms) return { since: now, count: cost };
  return { since: used.since, count: used.count + cost };
}

/** The recent health of a chatbot's server. */
export interface BotHealth {
  /** Consecutive failures. */
  failures: number;
  coolsDownUntil: Instant;
}

export const HEALTHY_BOT: BotHealth = { failures: 0, coolsDownUntil: 0 };

/** Whether a failure says something about the server. A customer must not be able to cause its cooldown. */
export function isFailureOfServer(cause: BotFailureCause): boolean {
  return !OWED_TO_QUESTION.has(cause);
}

const OWED_TO_QUESTION: ReadonlySet<BotFailureCause> = new Set([
  "question-too-long",
  "answer-too-long",
  "content-filter",
]);

/**
 * A circuit breaker: too many consecutive failures start a cooldown, and a single failure after it starts the next.
 */
export function afterBotFailure({ failures }: BotHealth, cooldown: Allowance, now: Instant): BotHealth {
  const more = Math.min(failures + 1, cooldown.count);
  return { failures: more, coolsDownUntil: more >= cooldown.count ? now + cooldown.ms : 0 };
}

/** Estimates the tokens of a text from its length, which is precise enough to limit costs. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

const CHARACTERS_PER_TOKEN = 4;
