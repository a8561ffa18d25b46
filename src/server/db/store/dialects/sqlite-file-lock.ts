import { Database } from "bun:sqlite";
import { closeSync, existsSync, openSync, realpathSync } from "node:fs";
import { DatabaseRefused } from "../database-refused.ts";
import { refuseOtherThanOneFile } from "./sqlite-file-check.ts";

const OWNER_ONLY = 0o600;

/**
 * Locks the file for this process: group commit, assignment order and feed notifier are in memory and assume a single
 * process. The operating system releases the lock however the process ends. All paths to the file share one lock.
 *
 * @returns the function that releases it
 * @throws {DatabaseRefused} when another process has it, or could get at it by another name
 */
export function lockSqliteFile(file: string): () => void {
  refuseOtherThanOneFile(file);
  const lock = new Database(`${realFile(file)}.lock`, { create: true });
  try {
    lock.run("pragma journal_mode = memory");
    lock.run("begin exclusive");
  } catch (error) {
    lock.close();
    if (!isLocked(error)) throw error;
    throw new DatabaseRefused(
      `The database ${file} is in use by another process. Stop that one first; several need Postgres (DATABASE_URL).`,
    );
  }
  return () => lock.close();
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^SQLITE_(?:BUSY|LOCKED)/.test(String(error.code));
}

/** The real path of a file, which is created if missing. */
function realFile(file: string): string {
  // An existing file is not opened: closing it would release the locks that this process may hold on it (POSIX).
  if (!existsSync(file)) closeSync(openSync(file, "a", OWNER_ONLY));
  return realpathSync(file);
}
