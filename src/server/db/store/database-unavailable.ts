import type { Millis } from "#domain/model/instant.ts";
import { SECOND } from "#domain/model/instant.ts";

/** When it makes sense to try again. */
const RETRY_AFTER_MS: Millis = SECOND;

/** The database could not be reached for as long as anybody waits for it. The same call may work a moment later. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseAway";
  readonly retryAfterMs = RETRY_AFTER_MS;
  /** The connection went while a commit was under way: it may have happened. */
  readonly isUndecided: boolean;

  constructor(isUndecided: boolean, cause: unknown) {
    super("the database is away", { cause });
    this.isUndecided = isUndecided;
  }
}

/** What stands behind an error, however it was wrapped on its way; `null` when it is another. */
export function findDatabaseUnavailable(error: unknown): DatabaseUnavailable | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof DatabaseUnavailable) return cause;
  return null;
}
