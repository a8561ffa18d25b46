import { type Millis, SECOND } from "#domain/model/instant.ts";
import { DatabaseUnavailable } from "../database-unavailable.ts";

/** How long a call waits for the database to come back. A restart takes less, and callers time out at ten seconds. */
const OUTAGE_TIMEOUT_MS: Millis = 4 * SECOND;
const FIRST_PAUSE_MS: Millis = 20;
const LONGEST_PAUSE_MS: Millis = 500;

/**
 * Codes that mean an outage: 08 connection, 57P shutting down or starting, 53100 disk full, 53300 too many connections,
 * 25P03 transaction idle for too long; and 40P01, a transaction that was rolled back because it and another waited for
 * each other (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const OUTAGE_STATES = /^(08...|57P0[1-5]|53[13]00|25P03|40P01)$/;

/** Whether an error means a lost or refused connection, a full disk or a deadlock, whatever the statement. */
function isPostgresOutage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && String(cause.code).startsWith("ERR_POSTGRES_CONNECTION_")) return true;
    if ("errno" in cause && OUTAGE_STATES.test(String(cause.errno))) return true;
  }
  return false;
}

export interface Outages {
  /**
   * Retries `work` while it fails for such a reason. Use it only for work that has no effect until it
   * succeeds.
   *
   * @param mayRepeat - called after each failure; returns `false` if the work may have succeeded
   * @throws {DatabaseUnavailable} when the outage lasts too long, and at once where it may not be retried
   */
  outlast<T>(work: () => Promise<T>, mayRepeat?: () => boolean): Promise<T>;
  /** Stops retrying, because the store is being closed. */
  end(): void;
}

/** A clock, and a wait by it. */
interface Timing {
  now: () => Millis;
  sleep: (ms: Millis) => Promise<unknown>;
}

const REAL_TIME: Timing = { now: () => performance.now(), sleep: (ms) => Bun.sleep(ms) };

/** Bridges short outages by retries and reports long ones. */
export function createOutages(timeoutMs = OUTAGE_TIMEOUT_MS, { now, sleep } = REAL_TIME): Outages {
  let ended = false;
  return {
    async outlast(work, mayRepeat = () => true) {
      const began = now();
      for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
        try {
          return await work();
        } catch (error) {
          if (ended || !isPostgresOutage(error)) throw error;
          if (!mayRepeat()) throw new DatabaseUnavailable(true, error);
          if (now() - began + pauseMs > timeoutMs) throw new DatabaseUnavailable(false, error);
        }
        await sleep(pauseMs);
      }
    },
    end: () => void (ended = true),
  };
}
