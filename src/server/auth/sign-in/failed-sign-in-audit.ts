import { DAY, type Instant } from "#domain/model/instant.ts";
import { BoundedMap } from "../../limits/bounded-map.ts";

/** Counts how often signing in has failed, to say now and then that it does. */
export interface FailedSignInAudit {
  /** One more has failed. @returns how many there have been, when that is worth a line; else `null` */
  failed(key: string): number | null;
  /** Somebody came in by that key: what failed before was theirs, or is of no interest any more. */
  succeeded(key: string): void;
}

/** Whoever mistypes does so less often. */
const FIRST_AUDITED = 5;
const AUDITED_AGAIN_AFTER_TIMES = 10;

interface Count {
  tries: number;
  since: Instant;
  tellAt: number;
}

/**
 * Counts in this process's memory, for a day from the first that failed. It is worth a line at the fifth, and then at
 * ten times as many again: at the 50th, the 500th. However long somebody guesses, an account has some five lines a day
 * and machine of it, so nobody outside can fill what a company can never clear.
 */
export function createFailedSignInAudit(now: () => Instant): FailedSignInAudit {
  const counts = new BoundedMap<string, Count>();

  return {
    failed(key) {
      const at = now();
      const known = counts.get(key);
      const isFresh = known !== undefined && at - known.since < DAY;
      const before: Count = isFresh ? known : { tries: 0, since: at, tellAt: FIRST_AUDITED };
      const tries = before.tries + 1;
      const isTold = tries >= before.tellAt;
      const tellAt = isTold ? before.tellAt * AUDITED_AGAIN_AFTER_TIMES : before.tellAt;
      const count = { ...before, tries, tellAt };
      // The one counted from longest ago is forgotten first, so that trying on keeps nobody's place.
      if (isFresh) counts.update(key, count);
      else counts.set(key, count);
      return isTold ? tries : null;
    },
    succeeded(key) {
      counts.delete(key);
    },
  };
}
