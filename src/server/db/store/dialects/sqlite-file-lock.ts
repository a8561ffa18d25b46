import { Database } from "bun:sqlite";
import { closeSync, existsSync, openSync, realpathSync } from "node:fs";

const OWNER_ONLY = 0o600;

/**
 * Takes the file for this process alone: group commit, cursor and bus live in memory and know of no second process.
 * The operating system lets go of the lock however the process ends, and it is one lock by whatever path the file is
 * named.
 *
 * @returns the way to let go of it
 * @throws one clear line when somebody else has it
 */
export function lockSqliteFile(file: string): () => void {
  const lock = new Database(`${realFile(file)}.lock`, { create: true });
  try {
    lock.run("pragma journal_mode = memory");
    lock.run("begin exclusive");
  } catch {
    lock.close();
    throw new Error(
      `The database ${file} is in use by another process. Stop that one first; several need Postgres (DATABASE_URL).`,
    );
  }
  return () => lock.close();
}

/** Where a file really lies; it is made if it is not there yet. */
function realFile(file: string): string {
  // Never opened where it exists: closing it would let go of the locks that this process may hold on it (POSIX).
  if (!existsSync(file)) closeSync(openSync(file, "a", OWNER_ONLY));
  return realpathSync(file);
}
