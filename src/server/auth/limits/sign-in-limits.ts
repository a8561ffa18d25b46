import { HOUR, MINUTE, SECOND, type Instant, type Millis } from "#domain/model/instant.ts";
import { createBackoff } from "../../limits/backoff.ts";
import { takeAll } from "../../limits/limit.ts";
import type { RateLimitMode } from "../../limits/rate-limiter.ts";

/** Limits on attempts to sign in and to use links. */
export interface SignInLimits {
  /**
   * Counts an attempt, before the password is checked, so that parallel guesses are counted too. Returns 0 or a wait.
   */
  attempt(email: string, address: string): Millis;
  /** Records that the password was right. */
  succeeded(email: string, address: string): void;
  /** Counts an attempt at a user's code after the right password, across all addresses. Returns 0 or a wait. */
  tryCode(userId: string): Millis;
  /** Records that the code was right. */
  codeSucceeded(userId: string): void;
  /** Counts the use of a set-up or invitation link, which costs a password hash. Returns 0 or a wait. */
  useLink(address: string): Millis;
}

const PER_ACCOUNT = {
  free: 5,
  windowMs: 15 * MINUTE,
  firstWaitMs: 30 * SECOND,
  longestWaitMs: 15 * MINUTE,
};
const PER_ADDRESS = { free: 20, windowMs: HOUR, firstWaitMs: 30 * SECOND, longestWaitMs: 15 * MINUTE };

/** No limits, for benchmarks and browser tests on a loopback address. */
const UNLIMITED: SignInLimits = {
  attempt: () => 0,
  succeeded: () => {},
  tryCode: () => 0,
  codeSucceeded: () => {},
  useLink: () => 0,
};

/**
 * Creates limits in the memory of this process. An account is limited per address, so nobody can lock out somebody
 * else.
 */
export function createSignInLimits(mode: RateLimitMode, now: () => Instant): SignInLimits {
  if (mode === "off") return UNLIMITED;
  const accounts = createBackoff(PER_ACCOUNT, now);
  const addresses = createBackoff(PER_ADDRESS, now);
  const links = createBackoff(PER_ADDRESS, now);
  // Six digits can be guessed from many addresses at once, though only after the right password.
  const codes = createBackoff(PER_ACCOUNT, now);

  return {
    attempt: (email, address) => takeAll(accounts.of(keyOf(email, address)), addresses.of(address)),
    succeeded(email, address) {
      accounts.reset(keyOf(email, address));
      // Signing in to one's own account must not reset the count of attempts on other accounts.
      addresses.undoAttempt(address);
    },
    tryCode: (userId) => codes.attempt(userId),
    codeSucceeded: (userId) => codes.reset(userId),
    useLink: (address) => links.attempt(address),
  };
}

function keyOf(email: string, address: string): string {
  return `${address}\n${email}`;
}
