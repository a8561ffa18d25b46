/** A row as the database stores it, by its columns' names. */
export type StoredRow = Record<string, unknown>;

/** A parameter of a statement. */
export type BulkValue = string | number;

/** Rows to insert many times. */
interface Copies {
  table: string;
  /** The rows of one copy. Every {@link COPY_NO} in their values becomes the number of the copy. */
  rows: readonly StoredRow[];
  /** How many copies, numbered from 1. */
  count: number;
  /** Numbers that are larger in each copy, with the difference between two copies. */
  steps?: Readonly<Record<string, number>>;
}

/** Stands for the number of the copy. */
export const COPY_NO = "§";

/** A database without a server, to fill it faster than the server could: it does the copying itself. */
export interface BulkDatabase extends AsyncDisposable {
  /** Reads rows by SQL that both engines understand. Parameters are `?`. */
  read: (sql: string, values: readonly BulkValue[]) => Promise<StoredRow[]>;
  run: (sql: string, values: readonly BulkValue[]) => Promise<void>;
  insertCopies: (copies: Copies) => Promise<void>;
  /** The SQL that puts a number into a JSON column. @param value - SQL for the number */
  withNumber: (column: string, field: string, value: string) => string;
}
