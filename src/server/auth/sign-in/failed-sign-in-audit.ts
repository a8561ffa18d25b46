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
  auditAt: number;
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
      const stored = counts.get(key);
      const isFresh = stored !== undefined && at - stored.since < DAY;
      const before: Count = isFresh ? stored : { tries: 0, since: at, auditAt: FIRST_AUDITED };
      const tries = before.tries + 1;
      const isAudited = tries >= before.auditAt;
      const auditAt = isAudited ? before.auditAt * AUDITED_AGAIN_AFTER_TIMES : before.auditAt;
      const count = { ...before, tries, auditAt };
      // The key counted from longest ago is forgotten first, so that further attempts do not keep a key.
      if (isFresh) counts.update(key, count);
      else counts.set(key, count);
      return isAudited ? tries : null;
    },
    succeeded(key) {
      counts.delete(key);
    },
  };
}
