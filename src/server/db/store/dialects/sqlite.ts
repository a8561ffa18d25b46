import { Database } from "bun:sqlite";
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { Placeholder, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { createSerialQueue } from "../serial-queue.ts";
import { defineTables } from "../schema.ts";
import {
  asListParameter,
  type Reader,
  type Store,
  type StoreOptions,
  type TransactOptions,
  type Writer,
} from "../store.ts";
import { createDeleteSome } from "../delete-some.ts";
import { createNestedTransactionGuard } from "../nested-transaction-guard.ts";
import { isSqliteOutage } from "./sqlite-outage.ts";
import { acceptsWrites } from "../accepts-writes.ts";
import { DatabaseRefused } from "../database-refused.ts";
import { DatabaseUnavailable } from "../database-unavailable.ts";
import { migrateSqlite, refuseUnmigrated } from "./migrate-sqlite.ts";
import { createPreparedStatements } from "./prepared-statements.ts";
import { sqliteColumns } from "../columns/sqlite-columns.ts";
import { refuseOtherFormats } from "./sqlite-file-check.ts";
import { lockSqliteFile } from "./sqlite-file-lock.ts";
import { sqliteWriteRows } from "./sqlite-write-rows.ts";
import { createSqliteCheckpoint } from "./sqlite-checkpoint.ts";
import { createSqliteWipe, markWipePending } from "./sqlite-wipe.ts";

const tables = defineTables(sqliteColumns);

const OWNER_ONLY = 0o600;
/** How long a start waits for another process's write, such as a wipe that a killed server began. */
const START_TIMEOUT_MS = 60_000;
/** How long a write waits for another process's write, counted from the call. */
const BUSY_TIMEOUT_MS = 2_500;
const RETRY_INTERVAL_MS = 10;
/** For how long a failed write means that the database does not write. */
const FAILURE_COUNTS_MS = 5_000;
/** The page cache of a connection, in KiB. Other pages come from the kernel's cache, in microseconds. */
const CACHE_KIB = { writing: 16_000, reading: 8_000 };
/** More statements than the program has. Bun's default is 20, and it would compile the others again each time. */
const STATEMENT_CACHE_SIZE = 500;

/**
 * Opens a SQLite file for this process alone and migrates it.
 *
 * One connection writes, one reads, one is for snapshots. Drizzle's `transaction` is synchronous on this driver and
 * would commit before an async `work` had finished, so transactions begin and end here, one at a time.
 *
 * @throws {DatabaseRefused} if another process has the file open, or it is not a database of ours, or too new
 */
export async function openSqlite(file: string, { now = Date.now, build }: StoreOptions = {}): Promise<Store> {
  const release = lockSqliteFile(file);
  try {
    refuseOtherFormats(file);
    restrictPermissions(file);
    const writer = connect(file);
    writer.run(`pragma busy_timeout = ${START_TIMEOUT_MS}`);
    migrateSqlite(writer, build);
    writer.run("pragma busy_timeout = 0");
    return storeOf({ writer, reader: connectReader(file), still: connectReader(file) }, now, release);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Opens a SQLite file that another process of the same version has open. Use it only for short writes of data that no
 * process caches: SQLite serializes writes, so each process's writes wait for the other's.
 *
 * @throws {DatabaseRefused} if there is no such file, or it has not been migrated by such a version
 */
export async function openSqliteBeside(
  file: string,
  { now = Date.now, build }: StoreOptions = {},
): Promise<Store> {
  if (!existsSync(file)) throw new DatabaseRefused(`There is no database ${file}.`);
  const writer = connect(file);
  refuseUnmigrated(writer, build);
  writer.run("pragma busy_timeout = 0");
  return storeOf({ writer, reader: connectReader(file), still: connectReader(file) }, now, () => {});
}

interface Connections {
  writer: Database;
  reader: Database;
  still: Database;
}

function storeOf({ writer, reader, still }: Connections, now: () => number, release: () => void): Store {
  const snapshots = createSerialQueue();
  const clock = async () => now();
  const view = speak(still, clock);
  const { settle, ...writes } = createWrites(writer, clock);

  async function close() {
    await Promise.all([settle(), snapshots.idle()]);
    for (const connection of [still, reader, writer]) connection.close();
    release();
  }

  return {
    ...speak(reader, clock),
    dialect: "sqlite",
    ...writes,
    snapshot: (work) =>
      snapshots.run(() => {
        still.run("begin");
        return runInTransaction(still, () => work(view));
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

type Writes = Pick<Store, "transact" | "assertNoTransaction" | "wipe" | "ready"> & {
  /** Stops what may be stopped, and waits for the rest. */
  settle(): Promise<void>;
};

/** Creates what a store does with the connection that writes. */
function createWrites(writer: Database, clock: Reader["now"]): Writes {
  const writing = createSerialQueue();
  const guard = createNestedTransactionGuard();
  const transactionWriter = writerOn(writer, clock);
  const wiping = createSqliteWipe(writer, writing);
  const checkpoints = createSqliteCheckpoint(writer, writing);
  let failedAt = -Infinity;

  async function transact<T>(
    work: (writer: Writer) => Promise<T>,
    { canWait = false }: TransactOptions = {},
  ): Promise<T> {
    guard.assertNoTransaction();
    if (!canWait) wiping.giveWay();
    const deadline = performance.now() + BUSY_TIMEOUT_MS;
    return writing.run(async () => {
      try {
        await beginWriting(writer, deadline);
        const inside = () => guard.inTransaction(() => work(transactionWriter));
        const result = await runInTransaction(writer, inside);
        checkpoints.afterCommit();
        return result;
      } catch (error) {
        if (!isSqliteOutage(error)) throw error;
        failedAt = performance.now();
        throw new DatabaseUnavailable(false, error);
      }
    });
  }

  return {
    transact,
    assertNoTransaction: guard.assertNoTransaction,
    wipe: wiping.wipe,
    // A probe must not stop a wipe, and would wait for it.
    ready: async () =>
      !hasFailedLately(failedAt) &&
      (wiping.isRunning() || (await acceptsWrites({ dialect: "sqlite", transact }))),
    async settle() {
      wiping.stop();
      // The last writes may start a checkpoint, which must be over before the connections close.
      await writing.idle();
      await checkpoints.close();
    },
  };
}

/** A small write may find the room that a larger one did not. */
function hasFailedLately(failedAt: number): boolean {
  return performance.now() - failedAt < FAILURE_COUNTS_MS;
}

/**
 * Begins a write while another process, such as a backup or a shell, may be writing. SQLite's own busy timeout would
 * block the process, so this polls instead, and throws SQLite's error after `deadline`.
 */
async function beginWriting(connection: Database, deadline: number): Promise<void> {
  for (;;) {
    try {
      connection.run("begin immediate");
      return;
    } catch (error) {
      if (!isSqliteOutage(error) || performance.now() > deadline) throw error;
      await Bun.sleep(RETRY_INTERVAL_MS);
    }
  }
}

/** Runs `work` and ends the open transaction: commits, or rolls back if it throws. */
async function runInTransaction<T>(connection: Database, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    connection.run("commit");
    return result;
  } catch (error) {
    // A full disk has already caused a rollback, and a second one would hide the cause.
    if (connection.inTransaction) connection.run("rollback");
    throw error;
  }
}

function writerOn(connection: Database, clock: Reader["now"]): Writer {
  const reader = speak(connection, clock);
  return {
    ...reader,
    ...sqliteWriteRows(connection),
    lock: async () => {},
    lockSessions: async () => {},
    changeStamp: () => changeStampOf(connection),
    tryLock: async () => true,
    deleteSome: createDeleteSome(reader.db, (some) => sql`rowid in (select rowid ${some})`),
    // The mark is rolled back with the transaction, and durable after its commit.
    shred: async () => markWipePending(connection),
  };
}

/**
 * Returns the number of rows this connection has written in total, and a number that changes when another one commits
 * (https://www.sqlite.org/pragma.html#pragma_data_version).
 */
function changeStampOf(connection: Database): string {
  const own = connection.query("select total_changes()").values();
  const others = connection.query("pragma data_version").values();
  return `${own.join()} ${others.join()}`;
}

function speak(connection: Database, now: Reader["now"]): Reader & Pick<Writer, "db"> {
  const db = drizzle({ client: connection, casing: "snake_case" }) as unknown as Writer["db"];
  return {
    db,
    tables,
    statements: createPreparedStatements(),
    now,
    among: (column, values) =>
      sql`${column} in (select value from json_each(${values instanceof Placeholder ? values : asListParameter(values)}))`,
    amongTuples: (columns, tuples) =>
      sql`(${sql.join(
        columns.map((column) => sql`${column}`),
        sql`, `,
      )}) in (select ${sql.join(
        columns.map((_, place) => sql.raw(`value ->> ${place}`)),
        sql`, `,
      )} from json_each(${tuples}))`,
  };
}

/** Creates the file before SQLite does, with permissions that `-wal` and `-shm` inherit. */
function restrictPermissions(file: string): void {
  closeSync(openSync(file, "a", OWNER_ONLY));
  chmodSync(file, OWNER_ONLY);
}

function connect(file: string): Database {
  Database.MAX_QUERY_CACHE_SIZE = STATEMENT_CACHE_SIZE;
  const connection = new Database(file, { create: true });
  connection.run("pragma journal_mode = wal");
  connection.run("pragma synchronous = full");
  connection.run("pragma busy_timeout = 5000");
  connection.run("pragma foreign_keys = on");
  connection.run(`pragma cache_size = -${CACHE_KIB.writing}`);
  // Drizzle prepares every statement again, which Bun's cache makes a hundred times as fast.
  connection.prepare = connection.query.bind<Database["prepare"]>(connection);
  return connection;
}

function connectReader(file: string): Database {
  const connection = connect(file);
  connection.run("pragma query_only = on");
  connection.run(`pragma cache_size = -${CACHE_KIB.reading}`);
  return connection;
}
