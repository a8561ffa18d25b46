import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { cpSync } from "node:fs";
import { join, relative } from "node:path";
import { SQL } from "bun";
import * as postgresSchema from "../../../../drizzle/postgres.schema.ts";
import * as sqliteSchema from "../../../../drizzle/sqlite.schema.ts";
import { advice, expectListed } from "../../../../test/advice.ts";
import { testPostgresUrl } from "../../../../test/test-postgres-url.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { postgresColumns } from "./columns/postgres-columns.ts";
import { sqliteColumns } from "./columns/sqlite-columns.ts";
import { openPostgres } from "./dialects/postgres.ts";
import { openSqlite } from "./dialects/sqlite.ts";
import { defineTables } from "./schema.ts";
import { hasOrganization } from "../settings/organizations.ts";
import { addOrganization } from "../testing/add-organization.ts";

interface Journal {
  entries: { when: number; tag: string }[];
}

const SCHEMAS = [
  { engine: "sqlite", columns: sqliteColumns, schema: sqliteSchema },
  { engine: "postgres", columns: postgresColumns, schema: postgresSchema },
];

for (const { engine, columns, schema } of SCHEMAS) {
  describe(`the migrations of ${engine}`, () => {
    test("are dated one after the other: an older one merged late would be skipped without a word", async () => {
      const folder = `${import.meta.dir}/../../../../drizzle/${engine}`;
      const { entries }: Journal = await Bun.file(`${folder}/meta/_journal.json`).json();

      const dates = entries.map(({ when }) => when);

      const fix = "Take out the migrations that were merged late and make them anew: bun run db:generate";
      expect(dates, fix).toEqual([...new Set(dates)].toSorted((a, b) => a - b));
    });

    test("are made of all tables", () => {
      const fix = advice`A table that is not exported there gets no migration: name it in ${`drizzle/${engine}.schema.ts`}, then run bun run db:generate.`;
      expectListed({ found: Object.keys(defineTables(columns)), listed: Object.keys(schema), fix });
    });

    test("are what the tables say: nothing is left to generate", () => {
      const root = `${import.meta.dir}/../../../..`;
      using copy = temporaryFolder();
      cpSync(join(root, "drizzle", engine), copy.path, { recursive: true });
      const tables = ["--schema", `drizzle/${engine}.schema.ts`, "--casing", "snake_case"];
      const dialect = engine === "sqlite" ? engine : "postgresql";
      const kit = [process.execPath, "node_modules/.bin/drizzle-kit", "generate"];

      const { stdout } = Bun.spawnSync(
        [...kit, "--dialect", dialect, "--out", relative(root, copy.path), ...tables],
        { cwd: root },
      );

      expect(stdout.toString(), "The tables have changed: run bun run db:generate.").toContain(
        "No schema changes",
      );
    }, 30_000);
  });
}

/** What each migration says of rolling deploys. */
async function firstLinesOf(engine: string) {
  const folder = `${import.meta.dir}/../../../../drizzle/${engine}`;
  const { entries }: Journal = await Bun.file(`${folder}/meta/_journal.json`).json();
  return Promise.all(
    entries.map(async ({ tag }) => {
      const [line = ""] = (await Bun.file(`${folder}/${tag}.sql`).text()).split("\n", 1);
      return { no: tag.slice(0, 4), says: /^-- Rolling deploys: (safe|not safe)\. \S/.exec(line)?.[1] };
    }),
  );
}

test("every migration says in its first line whether builds from before it can go on, the same on both engines", async () => {
  const [sqlite, postgres] = [await firstLinesOf("sqlite"), await firstLinesOf("postgres")];

  const fix =
    "Begin the migration with “-- Rolling deploys: safe. WHY” or “-- Rolling deploys: not safe. WHY”.";
  expect(
    sqlite.filter(({ says }) => says === undefined),
    fix,
  ).toEqual([]);
  expect(postgres, fix).toEqual(sqlite);
});

test("an empty SQLite file gets its tables, once", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "a.db");
  for (let boot = 0; boot < 2; boot += 1) {
    await using store = await openSqlite(file);
    if (boot === 0) await addOrganization(store);
    expect(await hasOrganization(store)).toBe(true);
  }

  const applied = new Database(file).query("select count(*) as migrations from __drizzle_migrations").get();

  const journal: Journal = await Bun.file(
    `${import.meta.dir}/../../../../drizzle/sqlite/meta/_journal.json`,
  ).json();
  expect(applied).toEqual({ migrations: journal.entries.length });
});

test("four processes that start together on an empty Postgres database all come up", async () => {
  const server = await testPostgresUrl();
  const name = `switchboard_${crypto.randomUUID().replaceAll("-", "")}`;
  await using client = new SQL(server, { max: 1 });
  await client.unsafe(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;

  const stores = await Promise.all([1, 2, 3, 4].map(() => openPostgres(url)));

  expect(await Promise.all(stores.map((store) => store.ready()))).toEqual([true, true, true, true]);
  await Promise.all(stores.map((store) => store.close()));
  await client.unsafe(`drop database ${name} with (force)`);
});
