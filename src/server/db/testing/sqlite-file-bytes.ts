import { fileURLToPath } from "node:url";
import type { Store } from "../store/store.ts";

/** The path of the file of a SQLite store. */
export function sqliteFileOf(store: Store): string {
  const session = Reflect.get(store.db, "session") as { client: { filename: string } };
  return session.client.filename;
}

/**
 * Counts how often a word occurs in all files of a folder. Another process reads them: closing a file ends the locks
 * that a process has on it (POSIX), and without those the process of a wipe would take the database for one that nobody
 * uses.
 */
export function countCopiesInFiles(folder: string, word: string): number {
  const program = fileURLToPath(new URL("./count-copies-process.ts", import.meta.url));
  const { stdout, stderr, success } = Bun.spawnSync([process.execPath, program, folder, word]);
  if (!success) throw new Error(stderr.toString());
  return Number(stdout.toString());
}
