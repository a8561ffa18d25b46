/** The file is locked, the disk is full or fails (https://www.sqlite.org/rescode.html). */
const TEMPORARY = /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/;

/**
 * Whether an error means that SQLite is temporarily unable to read or write, whatever the statement: a retry may
 * succeed.
 */
export function isSqliteOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Object.getOwnPropertyDescriptor(error, "code")?.value;
  return (typeof code === "string" && TEMPORARY.test(code)) || isSqliteOutage(error.cause);
}
