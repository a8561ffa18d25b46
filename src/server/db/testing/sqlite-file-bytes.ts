import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "../store/store.ts";

/** The path of the file of a SQLite store. */
export function sqliteFileOf(store: Store): string {
  const session = Reflect.get(store.db, "session") as { client: { filename: string } };
  return session.client.filename;
}

/** Counts how often a word occurs in all files of a folder. */
export function countCopiesInFiles(folder: string, word: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(
      (entry) => readFileSync(join(entry.parentPath, entry.name)).toString("latin1").split(word).length - 1,
    )
    .reduce((sum, count) => sum + count, 0);
}
