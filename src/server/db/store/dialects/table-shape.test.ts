import { expect, test } from "bun:test";
import { postgresColumns } from "../columns/postgres-columns.ts";
import { defineTables } from "../schema.ts";
import { tableShape } from "./table-shape.ts";

const { readMark } = defineTables(postgresColumns);

test("a table is described by its names in the program and in the database", () => {
  const shape = tableShape(readMark, [readMark.orgId, readMark.sessionId, readMark.reader]);
  expect(shape.name).toBe("read_mark");
  expect(shape.columns.map(({ key, name }) => [key, name])).toEqual([
    ["orgId", "org_id"],
    ["sessionId", "session_id"],
    ["reader", "reader"],
    ["count", "count"],
  ]);
  expect(shape.keys.map(({ key }) => key)).toEqual(["orgId", "sessionId", "reader"]);
});

test("a row is replaced by its key, unless it is equal", () => {
  expect(tableShape(readMark, [readMark.orgId, readMark.sessionId]).replacing).toBe(
    ' on conflict ("org_id", "session_id") do update set "reader" = excluded."reader", "count" = excluded."count" ' +
      'where ("read_mark"."reader", "read_mark"."count") is distinct from (excluded."reader", excluded."count")',
  );
});
