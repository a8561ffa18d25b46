import type { Column, Placeholder, SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT, PgTable } from "drizzle-orm/pg-core";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Tables } from "./schema.ts";

/**
 * Drizzle as both engines speak it. Typed as Postgres, whichever engine is underneath: builder calls that only Postgres
 * knows compile and fail on SQLite, so every question is tested on both.
 */
type Speaks<Verb extends keyof PgDatabase<PgQueryResultHKT>> = Pick<PgDatabase<PgQueryResultHKT>, Verb>;

/** The statements of one handle, each rendered once: see {@link preparePerConnection}. */
export interface PreparedStatements {
  /** What `render` makes of the handle these belong to; made when it is first asked for. */
  of<From, Statements>(render: (from: From) => Statements, from: From): Statements;
}

/** What a question needs: a handle that can only read, and the tables that fit it. */
export interface Reader {
  db: Speaks<"select" | "selectDistinct">;
  tables: Tables;
  /**
   * `column` is one of `values`, in a statement whose text is the same for any number of them. Given a placeholder,
   * its value is {@link asListParameter}.
   */
  among(column: Column, values: readonly string[] | Placeholder): SQL;
  /**
   * The columns together are one of several tuples, each found by the index that begins with them. The value of the
   * placeholder is {@link asTuplesParameter}.
   */
  amongTuples(columns: readonly Column[], tuples: Placeholder): SQL;
  statements: PreparedStatements;
  /** The one clock by which sessions end: Postgres's own, or this process's on SQLite. */
  now(): Promise<Instant>;
}

/** A list as the placeholder of {@link Reader.among} takes it. */
export function asListParameter(values: readonly string[]): string {
  return JSON.stringify(values);
}

/** Tuples as the placeholder of {@link Reader.amongTuples} takes them, each as long as there are columns. */
export function asTuplesParameter(tuples: readonly (readonly string[])[]): string {
  return JSON.stringify(tuples);
}

/** A row as it was read under the lock, and as it is to be. */
interface Changed<Row> {
  before: Row;
  after: Row;
}

/** What a write needs. Found only inside {@link Store.transact}, so nothing is ever half written. */
export interface Writer extends Reader {
  db: Speaks<"select" | "selectDistinct" | "insert" | "update" | "delete">;
  /** Adds whole rows in their order. A key that exists is an error. */
  append<T extends PgTable>(table: T, rows: readonly T["$inferSelect"][]): Promise<void>;
  /** Adds whole rows, or replaces those with the same primary key; one that is there as it is stays untouched. */
  put<T extends PgTable>(table: T, rows: readonly T["$inferSelect"][]): Promise<void>;
  /**
   * Replaces rows that are there. On SQLite only the columns that differ from what was `before` are named, because
   * an index is written anew with every column of it that is named, changed or not.
   */
  change<T extends PgTable>(table: T, rows: readonly Changed<T["$inferSelect"]>[]): Promise<void>;
  /**
   * Holds back everybody else who locks this organization until the transaction ends. A statement of its own:
   * Postgres decides what a statement sees before it waits, so only a later one sees what the last holder wrote.
   */
  lock(orgId: OrgId): Promise<void>;
  /**
   * Holds back whoever would write what refers to these sessions, such as a read mark, until the transaction ends; waits
   * for those who are at it. Before sessions are deleted.
   */
  lockSessions(orgId: OrgId, ids: readonly SessionId[]): Promise<void>;
  /**
   * Equal to an earlier one while nobody has written a row since, this connection or another; `null` where that cannot be
   * told, as on Postgres. Rows that were rolled back count as written.
   */
  changeStamp(): string | null;
  /** What this transaction deletes must not be found in the database's files either; see {@link Store.wipe}. */
  shred(): Promise<void>;
}

export interface Store extends Reader, AsyncDisposable {
  /** Only for what differs beyond words: see who asks before asking too. */
  dialect: "sqlite" | "postgres";
  /**
   * Runs `work` in one transaction; rolls back if it throws. On SQLite one at a time, so never wait for anything but
   * the database inside.
   *
   * On Postgres `work` may run more than once: a connection that is lost before the commit is replaced.
   *
   * @throws {DatabaseUnavailable} when there is no connection to be had, or one was lost while the commit was under way
   * @throws when called inside another `transact`, which on SQLite would wait for itself for ever
   */
  transact<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** Runs `work` on one unchanging state of the database. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Takes what was deleted and shredded out of the file as well, if anything was; other writes wait meanwhile. Only
   * SQLite keeps this promise by itself: on Postgres the files are the operator's, as SECURITY.md says.
   *
   * @throws when it could not be done: it is still owed, and is done at the next call
   */
  wipe(): Promise<void>;
  /** @throws when a transaction of this store is open around the caller */
  assertNoTransaction(): void;
  /** Whether the database answers and takes writes. */
  ready(): Promise<boolean>;
  /** Lets the running transactions finish. */
  close(): Promise<void>;
}

/** How a store is opened. */
export interface StoreOptions {
  /** Replaces the store's clock, for tests. */
  now?: () => Instant;
}
