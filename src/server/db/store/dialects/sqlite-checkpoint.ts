import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Database } from "bun:sqlite";
import type { SerialQueue } from "../serial-queue.ts";

/**
 * The length of the log at which it is copied into the file: at 32 MiB, pages changed by many commits are copied only
 * once.
 */
const CHECKPOINT_PAGES = 8_000;
/** The length at which a commit copies it after all, because the thread has failed: 256 MiB. */
const LAST_RESORT_PAGES = 64_000;
/** How many commits go by between two looks at the length of the log. */
const COMMITS_A_LOOK = 16;

/** Copies the write-ahead log into the file while others write. */
export interface SqliteCheckpoint {
  /** Starts a checkpoint if the log has become long. Call it after each commit, before the next write begins. */
  afterCommit(): void;
  /** Waits for a running checkpoint, and ends the thread. */
  close(): Promise<void>;
}

/**
 * Creates the checkpoints of the file that `writer` writes to. SQLite's own run inside a commit, which then takes some
 * hundred milliseconds, with the event loop standing still. So a thread copies most of the log while others write, and
 * the writer only the rest, after which the next write begins the log anew.
 */
export function createSqliteCheckpoint(writer: Database, writing: SerialQueue): SqliteCheckpoint {
  writer.run(`pragma wal_autocheckpoint = ${LAST_RESORT_PAGES}`);
  let commits = 0;
  let worker: Worker | null = null;
  let running: Promise<void> | null = null;

  async function checkpoint(): Promise<void> {
    worker ??= startWorker(writer.filename);
    worker.postMessage("checkpoint", []);
    const [failure] = (await once(worker, "message")) as unknown[];
    // What failed is tried again with the next look.
    if (failure !== null) return;
    await writing.run(async () => void writer.query("pragma wal_checkpoint(passive)").get());
  }

  return {
    afterCommit() {
      commits += 1;
      if (commits % COMMITS_A_LOOK !== 0 || running !== null || pagesToCopy(writer) < CHECKPOINT_PAGES)
        return;
      running = checkpoint()
        .catch(() => (worker = null))
        .then(() => void (running = null));
    },
    async close() {
      await running;
      if (worker === null) return;
      worker.postMessage("close", []);
      await once(worker, "exit");
    },
  };
}

function startWorker(file: string): Worker {
  const worker = new Worker(new URL("./sqlite-checkpoint-worker.ts", import.meta.url), { workerData: file });
  worker.unref();
  return worker;
}

/** The number of pages in the log that are not in the file yet. */
function pagesToCopy(connection: Database): number {
  const state = connection
    .query<{ log: number; checkpointed: number }, []>("pragma wal_checkpoint(noop)")
    .get();
  return state === null ? 0 : state.log - state.checkpointed;
}
