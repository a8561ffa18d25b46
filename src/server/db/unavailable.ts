/**
 * SQLite: the file is held by somebody else, the disk is full or fails (https://www.sqlite.org/rescode.html). Longer
 * codes begin with these.
 */
const SQLITE = /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/;
/**
 * Postgres: connections that broke (08), not enough room, memory or connections (53), shutting down or starting (57P),
 * a fault of its system (58) (https://www.postgresql.org/docs/current/errcodes-appendix.html); a server that was
 * promoted away writes no more (25006).
 */
const POSTGRES = /^(?:08|53|57P|58|25006)/;
/** Bun's own words for a connection that could not be made or was lost, and the operating system's. */
const CONNECTION = /^(?:ERR_POSTGRES_(?:CONNECTION|IDLE|LIFETIME)|ECONN|EPIPE|ETIMEDOUT)/;

/**
 * Whether an error says that the database cannot take or give anything at the moment, through no fault of what was
 * asked: the same may work later. A write may have been carried out all the same.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const words = [codeOf(error, "code"), codeOf(error, "errno")];
  return (
    words.some((word) => SQLITE.test(word) || POSTGRES.test(word) || CONNECTION.test(word)) ||
    isUnavailable(error.cause)
  );
}

/** Bun's Postgres errors carry the server's SQLSTATE as `errno`, its own code as `code`. */
function codeOf(error: Error, name: "code" | "errno"): string {
  const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value;
  return typeof value === "string" ? value : "";
}
