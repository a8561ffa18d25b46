import { DAY, type Instant } from "#domain/model/instant.ts";
import { BoundedMap } from "../../limits/bounded-map.ts";
import { createSteadyClock } from "../../limits/steady-clock.ts";

/** Counts failed sign-ins and decides which of them to write to the audit log. */
export interface FailedSignInCounter {
  /** Counts a failure. @returns the number of failures so far if it must be written, else `null` */
  failed(key: string): number | null;
  /** Forgets the failures of a key that has signed in: they were its owner's, or no longer matter. */
  succeeded(key: string): void;
}

/** People rarely mistype as often as this. */
const FIRST_AUDITED = 5;
const AUDITED_AGAIN_AFTER_TIMES = 10;

interface Count {
  tries: number;
  since: Instant;
  auditAt: number;
}

/**
 * Counts in the memory of this process, for a day from the first failure. The fifth failure is written, then the
 * 50th, the 500th, and so on. However long somebody guesses, an account gets some five entries per day and instance,
 * so nobody outside can fill an audit log that a company can never clear.
 */
export function createFailedSignInCounter(clock: () => Instant): FailedSignInCounter {
  const now = createSteadyClock(clock);
  const counts = new BoundedMap<string, Count>();

  return {
    failed(key) {
      const at = now();
      const stored = counts.get(key);
      const isFresh = stored !== undefined && at - stored.since < DAY;
      const before: Count = isFresh ? stored : { tries: 0, since: at, auditAt: FIRST_AUDITED };
      const tries = before.tries + 1;
      const isAudited = tries >= before.auditAt;
      const auditAt = isAudited ? before.auditAt * AUDITED_AGAIN_AFTER_TIMES : before.auditAt;
      const count = { ...before, tries, auditAt };
      // Do not renew the key's age: the oldest key is forgotten first, and further attempts must not keep it.
      if (isFresh) counts.update(key, count);
      else counts.set(key, count);
      return isAudited ? tries : null;
    },
    succeeded(key) {
      counts.delete(key);
    },
  };
}
