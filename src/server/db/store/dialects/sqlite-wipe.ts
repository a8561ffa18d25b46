import type { Database } from "bun:sqlite";
import type { Millis } from "#domain/model/instant.ts";
import type { SerialQueue } from "../serial-queue.ts";
import type { Store, WipeOptions } from "../store.ts";
import { startSqliteVacuum, type SqliteVacuum } from "./sqlite-vacuum.ts";

/** A value of `user_version` in the file's header: the file may still contain copies of deleted data. */
const WIPE_PENDING = 1;
/** How long nobody must have written before a wipe that gives way begins. Sooner it would mostly be in vain. */
const QUIET_MS: Millis = 20_000;

/** Marks in the open transaction that the file will contain copies of deleted data. */
export function markWipePending(connection: Database): void {
  connection.run(`pragma user_version = ${WIPE_PENDING}`);
}

/** The wipe of a SQLite file, which gives way to writes. */
export interface SqliteWipe {
  wipe: Store["wipe"];
  isRunning(): boolean;
  /** Stops the running wipe for a write, unless that write is to wait for it. */
  giveWay(): void;
  /** Stops the running wipe. */
  stop(): void;
}

/**
 * Creates the wipe of the file that `writer` writes to. It has its turn in the queue of writes, because it locks the
 * file.
 */
export function createSqliteWipe(
  writer: Database,
  writing: SerialQueue,
  monotonicNow: () => Millis = () => performance.now(),
): SqliteWipe {
  let running: { vacuum: SqliteVacuum; mayHold: boolean } | null = null;
  let writtenAt = -Infinity;

  async function vacuum({ mayHold, signal }: WipeOptions): Promise<boolean> {
    if (!isWipePending(writer)) return true;
    if (signal?.aborted === true || (!mayHold && monotonicNow() - writtenAt < QUIET_MS)) return false;
    running = { vacuum: startSqliteVacuum(writer.filename), mayHold };
    signal?.addEventListener("abort", running.vacuum.stop);
    try {
      const isDone = await running.vacuum.finished;
      if (isDone) writer.run("pragma user_version = 0");
      return isDone;
    } finally {
      signal?.removeEventListener("abort", running.vacuum.stop);
      running = null;
    }
  }

  return {
    wipe: (options) => writing.run(() => vacuum(options)),
    isRunning: () => running !== null,
    giveWay() {
      writtenAt = monotonicNow();
      if (running?.mayHold === false) running.vacuum.stop();
    },
    stop: () => running?.vacuum.stop(),
  };
}

function isWipePending(connection: Database): boolean {
  return (
    connection.query<{ user_version: number }, []>("pragma user_version").get()?.user_version === WIPE_PENDING
  );
}
