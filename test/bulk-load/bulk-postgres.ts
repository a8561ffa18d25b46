import { SQL } from "bun";
import { type BulkDatabase, type BulkValue, COPY_NO, type StoredRow } from "./bulk-database.ts";

/** Opens the Postgres database of a stopped server. */
export function openBulkPostgres(url: string): BulkDatabase {
  const client = new SQL(url, { max: 1 });

  const read = (sql: string, values: readonly BulkValue[]) => readRows(client, sql, values);

  async function run(sql: string, values: readonly BulkValue[]): Promise<void> {
    await read(sql, values);
  }

  return {
    read,
    run,
    async insertCopies({ table, rows, count, steps = {} }) {
      const names = Object.keys(rows[0] ?? {});
      const stepped = Object.entries(steps).map(
        ([name, step]) => `'${name}', (template.value ->> '${name}')::bigint + (i - 1) * ${step}`,
      );
      await run(
        `insert into "${table}" (${names.join(", ")})
         select ${names.map((name) => `made.${name}`).join(", ")}
         from generate_series(1, ?::int) as i,
           jsonb_array_elements(?::text::jsonb) with ordinality as template(value, place),
           jsonb_populate_record(null::"${table}",
             replace(template.value::text, '${COPY_NO}', i::text)::jsonb
               || jsonb_build_object(${stepped.join(", ")})) as made
         order by i, place`,
        [count, JSON.stringify(rows)],
      );
    },
    withNumber: (column, field, value) => `jsonb_set(${column}, '{${field}}', to_jsonb(${value}))`,
    async [Symbol.asyncDispose]() {
      await run("analyze", []);
      await client.close();
    },
  };
}

/** Reads rows of a Postgres database beside its running server. */
export async function readPostgres(
  url: string,
  sql: string,
  values: readonly BulkValue[],
): Promise<StoredRow[]> {
  const client = new SQL(url, { max: 1 });
  try {
    return await readRows(client, sql, values);
  } finally {
    await client.close();
  }
}

/** Runs SQL whose parameters are `?`. */
async function readRows(client: SQL, sql: string, values: readonly BulkValue[]): Promise<StoredRow[]> {
  let count = 0;
  const numbered = sql.replaceAll("?", () => `$${(count += 1)}`);
  const rows: StoredRow[] = await client.unsafe(numbered, [...values]);
  return rows;
}
