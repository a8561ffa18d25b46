import { DAY, HOUR, type Instant, type Millis, MINUTE } from "../model/instant.ts";

/** So many within so long. */
export interface Allowance {
  count: number;
  ms: Millis;
}

/** What a company's own chatbot may be asked: nobody can spend its money without end, or hold up its server. */
export interface BotBudget {
  perSession: Allowance;
  perCustomer: Allowance;
  perOrganization: Allowance;
  /** Tokens asked and answered, roughly counted. */
  tokens: Allowance;
  /** Questions of one company that are being answered at a time; who is beyond waits for their turn. */
  maxConcurrent: number;
  /** After so many failures on end the server is left alone for so long. */
  cooldown: Allowance;
}

/** @param tokensPerDay - the operator's bound for each company */
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

/** What has been used of an allowance since a moment; `null` for nothing yet. */
export interface Usage {
  since: Instant;
  count: number;
}

/** Whether there is anything left. The last that fits may go over, as nobody knows before what it will have cost. */
export function isWithinAllowance(used: Usage | null, { count, ms }: Allowance, now: Instant): boolean {
  return used === null || now - used.since >= ms || used.count < count;
}

/** What has been used after `cost` more. A time that is over is forgotten with what was used in it. */
export function addUsage(used: Usage | null, { ms }: Allowance, now: Instant, cost = 1): Usage {
  if (used === null || now - used.since >= ms) return { since: now, count: cost };
  return { since: used.since, count: used.count + cost };
}

/** How a chatbot's server has been lately. */
export interface BotHealth {
  /** On end. */
  failures: number;
  coolsDownUntil: Instant;
}

export const HEALTHY_BOT: BotHealth = { failures: 0, coolsDownUntil: 0 };

/** One that has failed too often rests; then the next question tries it, and one more failure sends it back to rest. */
export function afterBotFailure({ failures }: BotHealth, rest: Allowance, now: Instant): BotHealth {
  const more = Math.min(failures + 1, rest.count);
  return { failures: more, coolsDownUntil: more >= rest.count ? now + rest.ms : 0 };
}

/** How many tokens so many characters are, near enough to bound what they cost. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

const CHARACTERS_PER_TOKEN = 4;
