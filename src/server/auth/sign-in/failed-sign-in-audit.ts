import { DAY, type Instant } from "#domain/model/instant.ts";
import { BoundedMap } from "../../limits/bounded-map.ts";

/** Counts failed sign-ins and decides which of them to write to the audit log. */
export interface FailedSignInAudit {
  /** Counts a failure. @returns how many there have been, when that is to be written; else `null` */
  failed(key: string): number | null;
  /** Somebody signed in by that key: earlier failures were theirs, or no longer matter. */
  succeeded(key: string): void;
}

/** People mistype less often than this. */
const FIRST_AUDITED = 5;
const AUDITED_AGAIN_AFTER_TIMES = 10;

interface Count {
  tries: number;
  since: Instant;
  tellAt: number;
}

/**
 * Counts in this process's memory, for a day from the first failure. The fifth is written, and then each at ten times
 * as many: the 50th, the 500th. However long somebody guesses, an account gets some five entries a day and instance, so
 * nobody outside can fill an audit log that a company can never clear.
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
      // The key counted from longest ago is forgotten first, so that further attempts do not keep a key.
      if (isFresh) counts.update(key, count);
      else counts.set(key, count);
      return isTold ? tries : null;
    },
    succeeded(key) {
      counts.delete(key);
    },
  };
}
