/** The file is held by somebody else, the disk is full or fails (https://www.sqlite.org/rescode.html). */
const PASSING = /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/;

/**
 * Whether an error says that SQLite cannot take or give anything at the moment, through no fault of what was asked: the
 * same may work later.
 */
export function isSqliteOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Object.getOwnPropertyDescriptor(error, "code")?.value;
  return (typeof code === "string" && PASSING.test(code)) || isSqliteOutage(error.cause);
}
