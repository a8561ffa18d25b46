/** SQLite's code of an error; `null` if it is none of SQLite's. */
export function findSqliteCode(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && String(cause.code).startsWith("SQLITE_")) return String(cause.code);
  return null;
}

/** Says what is wrong with a SQLite file that cannot be opened, and the way out (https://www.sqlite.org/rescode.html). */
export function sqliteFaultText(code: string, file: string): string {
  if (/^SQLITE_(?:FULL|IOERR)/.test(code))
    return `${file} cannot be written: the disk is full, or fails (${code}). Make room and start again.`;
  if (/^SQLITE_(?:NOTADB|CORRUPT)/.test(code))
    return `${file} is damaged, or no SQLite database (${code}). Restore a backup, with no ${file}-wal beside it.`;
  if (/^SQLITE_(?:CANTOPEN|READONLY|PERM|AUTH)/.test(code))
    return `${file} or a file beside it cannot be opened for writing (${code}). Check that all of them belong to the user of this process.`;
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code))
    return `${file} is being written by another program. Stop that one first.`;
  return `${file} cannot be used (${code}). Restore a backup, or report this.`;
}
