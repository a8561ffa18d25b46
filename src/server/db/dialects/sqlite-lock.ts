import { Database } from "bun:sqlite";

/**
 * Takes the file for this process alone: group commit, cursor and bus live in memory and know of no second process.
 * The operating system lets go of the lock however the process ends.
 *
 * @returns the way to let go of it
 * @throws one clear line when somebody else has it
 */
export function lockSqliteFile(file: string): () => void {
  const lock = new Database(`${file}.lock`, { create: true });
  try {
    lock.run("pragma journal_mode = memory");
    lock.run("begin exclusive");
  } catch {
    lock.close();
    throw new Error(`The database ${file} is in use by another process. Stop that one first.`);
  }
  return () => lock.close();
}
