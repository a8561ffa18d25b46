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
  atOnce: number;
  /** After so many failures on end the server is left alone for so long. */
  rest: Allowance;
}

/** @param tokensPerDay - the operator's bound for each company */
export function botBudget(tokensPerDay: number): BotBudget {
  return {
    perSession: { count: 20, ms: 10 * MINUTE },
    perCustomer: { count: 60, ms: HOUR },
    perOrganization: { count: 2_000, ms: HOUR },
    tokens: { count: tokensPerDay, ms: DAY },
    atOnce: 16,
    rest: { count: 5, ms: MINUTE },
  };
}

/** What has been used of an allowance since a moment; `null` for nothing yet. */
export interface Used {
  since: Instant;
  count: number;
}

/** Whether there is anything left. The last that fits may go over, as nobody knows before what it will have cost. */
export function hasLeft(used: Used | null, { count, ms }: Allowance, now: Instant): boolean {
  return used === null || now - used.since >= ms || used.count < count;
}

/** What has been used after `cost` more. A time that is over is forgotten with what was used in it. */
export function use(used: Used | null, { ms }: Allowance, now: Instant, cost = 1): Used {
  if (used === null || now - used.since >= ms) return { since: now, count: cost };
  return { since: used.since, count: used.count + cost };
}

/** How a chatbot's server has been lately. */
export interface Health {
  /** On end. */
  failures: number;
  restsUntil: Instant;
}

export const HEALTHY: Health = { failures: 0, restsUntil: 0 };

/** One that has failed too often rests; then the next question tries it, and one more failure sends it back to rest. */
export function afterFailure({ failures }: Health, rest: Allowance, now: Instant): Health {
  const more = Math.min(failures + 1, rest.count);
  return { failures: more, restsUntil: more >= rest.count ? now + rest.ms : 0 };
}

/** How many tokens so many characters are, near enough to bound what they cost. */
export function tokensOf(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

const CHARACTERS_PER_TOKEN = 4;
