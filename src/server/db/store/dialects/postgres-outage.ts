import { type Millis, SECOND } from "#domain/model/instant.ts";
import { DatabaseUnavailable } from "../database-unavailable.ts";

/** How long a call waits for the database to come back: a restart takes less, and callers give up at ten seconds. */
const PATIENCE_MS: Millis = 4 * SECOND;
const FIRST_PAUSE_MS: Millis = 20;
const LONGEST_PAUSE_MS: Millis = 500;

/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: 08 connection, 57P shut down or starting, 53300 full,
 * 25P03 ended because we lay still for too long.
 */
const OUTAGE_STATES = /^(08...|57P0[1-5]|53300|25P03)$/;

/** Whether an error says that a connection was lost or not to be had, and nothing about the statement. */
function isPostgresOutage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && String(cause.code).startsWith("ERR_POSTGRES_CONNECTION_")) return true;
    if ("errno" in cause && OUTAGE_STATES.test(String(cause.errno))) return true;
  }
  return false;
}

export interface Outages {
  /**
   * Does `work` again while it fails for want of a connection; only for what changes nothing before it succeeds.
   *
   * @param mayRepeat - asked after each failure; `false` when it may have succeeded after all
   * @throws {DatabaseUnavailable} when patience ends, and at once where it may not be repeated
   */
  outlast<T>(work: () => Promise<T>, mayRepeat?: () => boolean): Promise<T>;
  /** From now on nothing is waited for: we have hung up ourselves. */
  end(): void;
}

/** Waits out what is short and says so of what is not. */
export function createOutages(patienceMs: Millis = PATIENCE_MS): Outages {
  let ended = false;
  return {
    async outlast(work, mayRepeat = () => true) {
      const began = performance.now();
      for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
        try {
          return await work();
        } catch (error) {
          if (ended || !isPostgresOutage(error)) throw error;
          if (!mayRepeat()) throw new DatabaseUnavailable(true, error);
          if (performance.now() - began + pauseMs > patienceMs) throw new DatabaseUnavailable(false, error);
        }
        await Bun.sleep(pauseMs);
      }
    },
    end: () => void (ended = true),
  };
}
