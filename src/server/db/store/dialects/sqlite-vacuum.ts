import { Worker } from "node:worker_threads";

/**
 * Rewrites a SQLite file without deleted data and truncates its log. This also removes copies of rows left in pages
 * from which they were moved, which secure deletion does not overwrite. Runs in a worker thread, because it takes some
 * seconds per gigabyte; readers are not blocked.
 *
 * @throws when another process, such as a backup, holds the file for long, or the disk is full
 */
export function vacuumSqliteFile(file: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = new Worker(new URL("./sqlite-vacuum-worker.ts", import.meta.url), { workerData: file });
  worker.once("error", reject);
  worker.once("exit", () => resolve());
  return promise;
}
