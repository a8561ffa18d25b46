/** Codes that mean that the file is locked, or the disk is full or fails (https://www.sqlite.org/rescode.html). */
const TEMPORARY = /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/;

/**
 * Whether an error means that SQLite temporarily cannot read or write, whatever the statement, so that a retry may
 * succeed.
 */
export function isSqliteOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Object.getOwnPropertyDescriptor(error, "code")?.value;
  return (typeof code === "string" && TEMPORARY.test(code)) || isSqliteOutage(error.cause);
}
