import type { Millis } from "#domain/model/instant.ts";
import { SECOND } from "#domain/model/instant.ts";

/** The delay after which a retry makes sense. */
const RETRY_AFTER_MS: Millis = SECOND;

/** The database could not be reached within the timeout. The same call may succeed later. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseAway";
  readonly retryAfterMs = RETRY_AFTER_MS;
  /** Whether the connection was lost during a commit, which may have taken effect. */
  readonly isUndecided: boolean;

  constructor(isUndecided: boolean, cause: unknown) {
    super("the database is away", { cause });
    this.isUndecided = isUndecided;
  }
}

/** Finds this error among the causes of an error; `null` if there is none. */
export function findDatabaseUnavailable(error: unknown): DatabaseUnavailable | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof DatabaseUnavailable) return cause;
  return null;
}
