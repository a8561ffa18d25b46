import { Database } from "bun:sqlite";
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { Placeholder, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/bun-sqlite";
import type { MigrationMeta } from "drizzle-orm/migrator";
import { migrations } from "../migrations.macro.ts" with { type: "macro" };
import { createSerialQueue } from "../serial-queue.ts";
import { defineTables } from "../schema.ts";
import { asListParameter, type Reader, type Store, type StoreOptions, type Writer } from "../store.ts";
import { createNestedTransactionGuard } from "../nested-transaction-guard.ts";
import { isSqliteOutage } from "./sqlite-outage.ts";
import { DatabaseUnavailable } from "../database-unavailable.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { createPreparedStatements } from "./prepared-statements.ts";
import { sqliteColumns } from "../columns/sqlite-columns.ts";
import { lockSqliteFile } from "./sqlite-file-lock.ts";
import { sqliteWriteRows } from "./sqlite-write-rows.ts";
import { vacuumSqliteFile } from "./sqlite-vacuum.ts";

const tables = defineTables(sqliteColumns);
const embedded: MigrationMeta[] = migrations("sqlite");

const OWNER_ONLY = 0o600;
/** How long a write waits for somebody else's, from when it was asked for. */
const PATIENCE_MS = 2_500;
const LOOK_AGAIN_MS = 10;
/** What a connection keeps of the file, in KiB; what it does not keep comes from the kernel's cache, in microseconds. */
const CACHE_KIB = { writing: 16_000, reading: 8_000 };
/** 32 MiB: pages that many commits touch are then copied into the file once and not each time. */
const CHECKPOINT_PAGES = 8_000;
/** The number in the file's header that means: something was deleted of which the file may still hold copies. */
const WIPE_OWED = 1;
/** More statements than the program has; Bun keeps 20 unless told, and compiles the others anew each time. */
const STATEMENTS = 500;

/**
 * Opens a SQLite file, which belongs to this process alone, and brings its tables up to date.
 *
 * One connection writes, one reads, one shows an unchanging state. Drizzle's own `transaction` is synchronous on this
 * driver and would commit before an async `work` had finished, so transactions are bracketed here, one at a time.
 *
 * @throws one clear line when another process has the file
 */
export async function openSqlite(file: string, { now = Date.now }: StoreOptions = {}): Promise<Store> {
  const release = lockSqliteFile(file);
  try {
    keepPrivate(file);
    const writer = connect(file);
    await migrate(writer);
    writer.run("pragma busy_timeout = 0");
    return storeOf({ writer, reader: connectReader(file), still: connectReader(file) }, now, release);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Opens a SQLite file that another process of the same version has. Only for short writes of what no process keeps in
 * memory: SQLite itself lets one write at a time, and its owner's writes wait for ours as ours for its.
 *
 * @throws when there is no such file
 */
export async function openSqliteBeside(file: string, { now = Date.now }: StoreOptions = {}): Promise<Store> {
  if (!existsSync(file)) throw new Error(`There is no database ${file}.`);
  const writer = connect(file);
  writer.run("pragma busy_timeout = 0");
  return storeOf({ writer, reader: connectReader(file), still: connectReader(file) }, now, () => {});
}

interface Connections {
  writer: Database;
  reader: Database;
  still: Database;
}

function storeOf({ writer, reader, still }: Connections, now: () => number, release: () => void): Store {
  const [writing, looking] = [createSerialQueue(), createSerialQueue()];
  const guard = createNestedTransactionGuard();
  const clock = async () => now();
  const hand = writerOn(writer, clock);
  const view = speak(still, clock);

  async function transact<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    guard.assertNoTransaction();
    const deadline = performance.now() + PATIENCE_MS;
    return writing.run(async () => {
      try {
        await beginWriting(writer, deadline);
        return await bracket(writer, () => guard.inTransaction(() => work(hand)));
      } catch (error) {
        throw isSqliteOutage(error) ? new DatabaseUnavailable(false, error) : error;
      }
    });
  }

  async function wipe(): Promise<void> {
    await writing.run(async () => {
      if (!isWipeOwed(writer)) return;
      await vacuumSqliteFile(writer.filename);
      writer.run("pragma user_version = 0");
    });
  }

  async function close() {
    await Promise.all([writing.idle(), looking.idle()]);
    writer.run("pragma optimize");
    for (const connection of [still, reader, writer]) connection.close();
    release();
  }

  return {
    ...speak(reader, clock),
    dialect: "sqlite",
    transact,
    assertNoTransaction: guard.assertNoTransaction,
    snapshot: (work) =>
      looking.run(() => {
        still.run("begin");
        return bracket(still, () => work(view));
      }),
    wipe,
    ready: () => transact(async () => true).catch(() => false),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/**
 * Somebody else, a backup or a shell, may be writing. SQLite's own way of waiting stops the whole process, so it is
 * asked again and again instead; when `deadline` has passed its refusal is passed on.
 */
async function beginWriting(connection: Database, deadline: number): Promise<void> {
  for (;;) {
    try {
      connection.run("begin immediate");
      return;
    } catch (error) {
      if (!isSqliteOutage(error) || performance.now() > deadline) throw error;
      await Bun.sleep(LOOK_AGAIN_MS);
    }
  }
}

/** Ends the transaction that has begun: with what `work` did, or without. */
async function bracket<T>(connection: Database, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    connection.run("commit");
    return result;
  } catch (error) {
    // A full disk has rolled back already, and rolling back twice would hide why.
    if (connection.inTransaction) connection.run("rollback");
    throw error;
  }
}

function writerOn(connection: Database, clock: Reader["now"]): Writer {
  return {
    ...speak(connection, clock),
    ...sqliteWriteRows(connection),
    lock: async () => {},
    lockSessions: async () => {},
    changeStamp: () => stampOf(connection),
    // Rolled back with the transaction, and kept through a crash after it.
    shred: async () => void connection.run(`pragma user_version = ${WIPE_OWED}`),
  };
}

/**
 * Rows this connection has written in all, and a number that changes when another has committed
 * (https://www.sqlite.org/pragma.html#pragma_data_version).
 */
function stampOf(connection: Database): string {
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

function isWipeOwed(connection: Database): boolean {
  return (
    connection.query<{ user_version: number }, []>("pragma user_version").get()?.user_version === WIPE_OWED
  );
}

/** Made before SQLite makes it, and its companions `-wal` and `-shm` take after it. */
function keepPrivate(file: string): void {
  closeSync(openSync(file, "a", OWNER_ONLY));
  chmodSync(file, OWNER_ONLY);
}

function connect(file: string): Database {
  Database.MAX_QUERY_CACHE_SIZE = STATEMENTS;
  const connection = new Database(file, { create: true });
  connection.run("pragma journal_mode = wal");
  connection.run("pragma synchronous = full");
  connection.run("pragma busy_timeout = 5000");
  connection.run("pragma foreign_keys = on");
  connection.run(`pragma cache_size = -${CACHE_KIB.writing}`);
  connection.run(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  connection.run("pragma journal_size_limit = 67108864");
  // Drizzle prepares every statement anew; Bun's cache answers in a hundredth of the time.
  connection.prepare = connection.query.bind<Database["prepare"]>(connection);
  return connection;
}

function connectReader(file: string): Database {
  const connection = connect(file);
  connection.run("pragma query_only = on");
  connection.run(`pragma cache_size = -${CACHE_KIB.reading}`);
  return connection;
}

/** Foreign keys are off meanwhile: rebuilding a table would otherwise delete the rows that point to it. */
async function migrate(connection: Database): Promise<void> {
  connection.run("pragma foreign_keys = off");
  await applyMigrations(drizzle({ client: connection }), embedded);
  const dangling = connection.query("pragma foreign_key_check").all().length;
  if (dangling > 0) throw new Error(`The database has ${dangling} rows that refer to nothing.`);
  connection.run("pragma foreign_keys = on");
}
