import { describe, expect, test } from "bun:test";
import { ENGINES } from "../testing/engines.ts";
import type { SchemaVersion } from "./schema-version.ts";

/** A build with so many migrations, after which builds from `oldestSchemaNo` on can go on. */
const build = (schemaNo: number, oldestSchemaNo: number): SchemaVersion => ({
  schemaNo,
  oldestSchemaNo,
  version: `0.${schemaNo}.0`,
});

/** Newer than any build there is, because new databases here have its schema. */
const OLD = build(107, 105);
/** Newer, by migrations that the old one can live with; and by one that it cannot. */
const [COMPATIBLE, INCOMPATIBLE] = [build(109, 105), build(110, 108)];

describe.each(ENGINES)("on $name, a database", (engine) => {
  test("that a newer build has changed is refused to an older one in one line that names both", async () => {
    await using place = await engine.place();
    await (await place.open({ build: INCOMPATIBLE })).close();

    const refused = await place.open({ build: OLD }).then(
      (store) => store.close().then(() => "opened"),
      (error: Error) => `${error.name}: ${error.message}`,
    );

    expect(refused).toBe(
      "DatabaseRefused: this build is too old for the database: it is version 0.107.0 (schema 107), and version 0.110.0 (schema 110) has changed the database so that it needs schema 108 or newer. Start version 0.110.0 or newer, or restore a backup from before.",
    );
    await (await place.open({ build: INCOMPATIBLE })).close();
  });

  test("that a newer build has changed harmlessly is opened by an older one, as in a rolling deploy", async () => {
    await using place = await engine.place();
    await (await place.open({ build: COMPATIBLE })).close();
    await (await place.open({ build: OLD })).close();

    // The older one has not lowered what the newer has stored.
    await using store = await place.open({ build: OLD });
    const [row] = await store.db.select().from(store.tables.deployment);
    expect(row).toMatchObject({ schemaNo: 109, oldestSchemaNo: 105, version: "0.109.0" });
  });

  test("remembers the newest build, and a start of the same one changes nothing", async () => {
    await using place = await engine.place();
    await (await place.open({ build: OLD })).close();
    await (await place.open({ build: INCOMPATIBLE })).close();

    await using store = await place.open({ build: INCOMPATIBLE });
    expect(await store.db.select().from(store.tables.deployment)).toMatchObject([
      { id: "this", schemaNo: 110, oldestSchemaNo: 108 },
    ]);
  });
});

test.each([
  ["stays silent where the instances that run can go on", COMPATIBLE, []],
  [
    "says which instances have to stop",
    INCOMPATIBLE,
    [expect.stringContaining("before schema 108 cannot use")],
  ],
])("a migration on Postgres %s", async (_what, next, expected) => {
  const [, postgres] = ENGINES;
  if (postgres === undefined) throw new Error("no Postgres");
  await using place = await postgres.place();
  await (await place.open({ build: OLD })).close();
  const lines: string[] = [];

  await (await place.open({ build: next, warn: (line) => void lines.push(line) })).close();

  expect(lines).toEqual(expected);
});
