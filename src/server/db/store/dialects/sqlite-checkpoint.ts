import { once } from "node:events";
import { statSync } from "node:fs";
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
/** To which the log's file is cut when it is begun anew. */
const FILE_BYTES = 67_108_864;
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
  writer.run(`pragma journal_size_limit = ${FILE_BYTES}`);
  let commits = 0;
  let worker: Worker | null = null;
  let running: Promise<void> | null = null;

  /** Lets the next checkpoint start a thread, because this one has ended with an error. */
  function loseWorker(error: unknown): [unknown] {
    worker = null;
    return [error];
  }

  async function checkpoint(): Promise<void> {
    worker ??= startWorker(writer.filename);
    worker.postMessage("checkpoint", []);
    const [failure] = (await once(worker, "message").catch(loseWorker)) as unknown[];
    if (failure !== null) return;
    await writing.run(async () => void writer.query("pragma wal_checkpoint(passive)").get());
  }

  return {
    afterCommit() {
      commits += 1;
      if (commits % COMMITS_A_LOOK !== 0 || running !== null || !isDue(writer)) return;
      // What failed, here or in the thread, is tried again with the next look.
      running = checkpoint()
        .catch(() => {})
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

/**
 * A wipe that was stopped leaves a file as long as the database, of which almost nothing is log. It is cut when the log
 * is begun anew, which would otherwise be many commits later.
 */
function isDue(writer: Database): boolean {
  const bytes = statSync(`${writer.filename}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return bytes > FILE_BYTES || pagesToCopy(writer) >= CHECKPOINT_PAGES;
}

/** The number of pages in the log that are not in the file yet. */
function pagesToCopy(connection: Database): number {
  const state = connection
    .query<{ log: number; checkpointed: number }, []>("pragma wal_checkpoint(noop)")
    .get();
  return state === null ? 0 : state.log - state.checkpointed;
}
