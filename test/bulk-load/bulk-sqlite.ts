import { Database } from "bun:sqlite";
import { type BulkDatabase, type BulkValue, COPY_NO, type StoredRow } from "./bulk-database.ts";

/** Opens the SQLite file of a stopped server. */
export function openBulkSqlite(file: string): BulkDatabase {
  const database = new Database(file);
  // Nobody else has the file open, and it is thrown away if this breaks off: each page is written once, unsynced.
  database.run("pragma journal_mode = off");
  database.run("pragma synchronous = off");
  database.run("pragma cache_size = -200000");

  async function run(sql: string, values: readonly BulkValue[]): Promise<void> {
    database.prepare(sql).run(...values);
  }

  return {
    run,
    read: async (sql, values) => readRows(database, sql, values),
    async insertCopies({ table, rows, count, steps = {} }) {
      const names = Object.keys(rows[0] ?? {});
      const values = names.map((name) => {
        const value = `template.value ->> '${name}'`;
        const step = steps[name];
        return step === undefined ? `replace(${value}, '${COPY_NO}', i)` : `(${value}) + (i - 1) * ${step}`;
      });
      await run(
        `with recursive series(i) as (select 1 union all select i + 1 from series where i < ?)
         insert into "${table}" (${names.join(", ")})
         select ${values.join(", ")} from series, json_each(?) as template order by i, template.key`,
        [count, JSON.stringify(rows)],
      );
    },
    withNumber: (column, field, value) => `json_set(${column}, '$.${field}', ${value})`,
    async [Symbol.asyncDispose]() {
      database.run("pragma journal_mode = wal");
      database.close();
    },
  };
}

/** Reads rows of a SQLite file beside its running server. */
export async function readSqlite(
  file: string,
  sql: string,
  values: readonly BulkValue[],
): Promise<StoredRow[]> {
  using database = new Database(file, { readonly: true });
  return readRows(database, sql, values);
}

function readRows(database: Database, sql: string, values: readonly BulkValue[]): StoredRow[] {
  return database.query<StoredRow, BulkValue[]>(sql).all(...values);
}
