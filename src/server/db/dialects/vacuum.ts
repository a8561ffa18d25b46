/**
 * Writes a SQLite file anew without what was deleted from it, and empties its log. Where rows have moved, pages keep
 * copies that overwriting the deleted rows does not reach; those go too. In a thread of its own, because it takes some
 * seconds for each gigabyte; whoever reads goes on reading.
 *
 * @throws when the file was held for long by somebody else, such as a backup, or the disk is full
 */
export async function vacuum(file: string): Promise<void> {
  const worker = new Worker(new URL("./vacuum-worker.ts", import.meta.url));
  try {
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    worker.addEventListener("message", ({ data }: MessageEvent<string | null>) => resolve(data));
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.postMessage(file);
    const problem = await promise;
    if (problem !== null) throw new Error(`deleted rows are not out of the file yet: ${problem}`);
  } finally {
    worker.terminate();
  }
}
