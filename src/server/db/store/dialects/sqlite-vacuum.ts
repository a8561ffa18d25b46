import { Worker } from "node:worker_threads";

/**
 * Writes a SQLite file anew without what was deleted from it, and empties its log. Where rows have moved, pages keep
 * copies that overwriting the deleted rows does not reach; those go too. In a thread of its own, because it takes some
 * seconds for each gigabyte; whoever reads goes on reading.
 *
 * @throws when the file was held for long by somebody else, such as a backup, or the disk is full
 */
export function vacuumSqliteFile(file: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = new Worker(new URL("./sqlite-vacuum-worker.ts", import.meta.url), { workerData: file });
  worker.once("error", reject);
  worker.once("exit", () => resolve());
  return promise;
}
