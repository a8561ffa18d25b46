import type { Column, Placeholder, SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT, PgTable } from "drizzle-orm/pg-core";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { SchemaVersion } from "./schema-version.ts";
import type { Tables } from "./schema.ts";

/**
 * The part of Drizzle that both engines support. It is typed as Postgres on either engine: builder calls that only
 * Postgres supports compile and fail on SQLite, so every query is tested on both.
 */
type Queries<Verb extends keyof PgDatabase<PgQueryResultHKT>> = Pick<PgDatabase<PgQueryResultHKT>, Verb>;

/** The prepared statements of one connection, each rendered once; see {@link preparePerConnection}. */
export interface PreparedStatements {
  /** The result of `render` for this connection, computed on first use. */
  of<From, Statements>(render: (from: From) => Statements, from: From): Statements;
}

/** The parts a query needs: a read-only handle, and the engine's tables. */
export interface Reader {
  db: Queries<"select" | "selectDistinct">;
  tables: Tables;
  /**
   * A condition that `column` is one of `values`, in a statement whose text is the same for any number of them. A
   * placeholder takes a value of {@link asListParameter}.
   */
  among(column: Column, values: readonly string[] | Placeholder): SQL;
  /**
   * A condition that the columns equal one of several tuples, each found by the index that begins with them. The
   * placeholder takes a value of {@link asTuplesParameter}.
   */
  amongTuples(columns: readonly Column[], tuples: Placeholder): SQL;
  statements: PreparedStatements;
  /** The time by which sessions end, from the clock of Postgres, or of this process on SQLite. */
  now(): Promise<Instant>;
}

/** Encodes a list for the placeholder of {@link Reader.among}. */
export function asListParameter(values: readonly string[]): string {
  return JSON.stringify(values);
}

/** Encodes tuples for the placeholder of {@link Reader.amongTuples}, with one value per column. */
export function asTuplesParameter(tuples: readonly (readonly string[])[]): string {
  return JSON.stringify(tuples);
}

/** A row as read under the lock, and its new version. */
interface Changed<Row> {
  before: Row;
  after: Row;
}

/** The parts a write needs. Available only inside {@link Store.transact}, so that no write is partial. */
export interface Writer extends Reader {
  db: Queries<"select" | "selectDistinct" | "insert" | "update" | "delete">;
  /** Adds whole rows in order. An existing key is an error. */
  append<T extends PgTable>(table: T, rows: readonly T["$inferSelect"][]): Promise<void>;
  /** Adds whole rows, or replaces those with the same primary key. An equal row is not touched. */
  put<T extends PgTable>(table: T, rows: readonly T["$inferSelect"][]): Promise<void>;
  /**
   * Replaces existing rows. On SQLite the statement names only the changed columns, because it rewrites every index
   * with a named column, changed or not.
   */
  change<T extends PgTable>(table: T, rows: readonly Changed<T["$inferSelect"]>[]): Promise<void>;
  /**
   * Locks the organization until the transaction ends. This must be a separate statement: Postgres takes the snapshot
   * of a statement before it waits, so only a later one sees the writes of the last holder.
   */
  lock(orgId: OrgId): Promise<void>;
  /**
   * Blocks writes that reference these sessions, such as read marks, until the transaction ends, and waits for those
   * in progress. Call it before deleting sessions.
   */
  lockSessions(orgId: OrgId, ids: readonly SessionId[]): Promise<void>;
  /**
   * A stamp that stays equal while no connection writes a row; `null` where unsupported, as on Postgres. Rows that
   * were rolled back count as written.
   */
  changeStamp(): string | null;
  /**
   * Takes the lock of this name until the transaction ends, unless another transaction has it. Never waits.
   *
   * @returns whether it was taken
   */
  tryLock(name: string): Promise<boolean>;
  /**
   * Deletes at most `limit` of the rows that match, so that neither the event loop nor another write waits for long.
   * Call it again until fewer are deleted.
   *
   * @returns how many were deleted
   */
  deleteSome(table: PgTable, where: SQL | undefined, limit: number): Promise<number>;
  /** Marks the deleted data of this transaction for removal from the database's files; see {@link Store.wipe}. */
  shred(): Promise<void>;
}

/** How urgent a write is. */
export interface TransactOptions {
  /** Whether the write may wait for a {@link Store.wipe} that would give way to others. */
  canWait?: boolean;
}

/** How long a {@link Store.wipe} may take. */
export interface WipeOptions {
  /** Whether writes wait for it; otherwise the next one stops it. */
  mayHold: boolean;
  /** Stops it, when the process stops. */
  signal?: AbortSignal | undefined;
}

export interface Store extends Reader, AsyncDisposable {
  /** The engine. Only for differences beyond SQL: check the existing uses before adding one. */
  dialect: "sqlite" | "postgres";
  /**
   * Runs `work` in one transaction, and rolls back if it throws. On SQLite only one runs at a time, so never wait for
   * anything but the database inside.
   *
   * On Postgres `work` may run more than once, because a connection that is lost before the commit is replaced.
   *
   * @throws {DatabaseUnavailable} when no connection is available, or one was lost during the commit
   * @throws when called inside another `transact`, which would deadlock on SQLite
   */
  transact<T>(work: (writer: Writer) => Promise<T>, options?: TransactOptions): Promise<T>;
  /** Runs `work` on one consistent snapshot of the database. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Removes data marked by {@link Writer.shred} from the file, if any. It rewrites the whole file, so it begins only
   * when nobody has written for a while, and stops at once when somebody wants to write. SQLite only: on Postgres the
   * files are the operator's responsibility, as SECURITY.md says.
   *
   * @param options - with `mayHold` it begins in any case, and other writes wait until it is done
   * @returns whether no such data is left
   * @throws when it failed; the next call tries again
   */
  wipe(options: WipeOptions): Promise<boolean>;
  /** @throws when the caller is inside a transaction of this store */
  assertNoTransaction(): void;
  /** Whether the database responds and writes: it writes, since a full disk can still be read and locked. */
  ready(): Promise<boolean>;
  /** Waits for running transactions, then closes. */
  close(): Promise<void>;
}

/** Options for opening a store. */
export interface StoreOptions {
  /** Replaces the store's clock, for tests. */
  now?: () => Instant;
  /** The schema of this build, for tests. */
  build?: SchemaVersion | undefined;
  /** Writes a line for the operator. */
  warn?: ((line: string) => void) | undefined;
}
