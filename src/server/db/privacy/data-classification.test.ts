import { expect, test } from "bun:test";
import { getTableColumns } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/pg-core";
import { postgresColumns } from "../store/columns/postgres-columns.ts";
import { defineTables } from "../store/schema.ts";
import { DATA_CLASSIFICATION } from "./data-classification.ts";
import { EXPORTED_TABLES, EXPORT_KEYS, TABLES_OF_CUSTOMERS } from "./exported-tables.ts";

const tables = defineTables(postgresColumns);

/** The columns by their class, as `table.column`. */
const CLASSES = Map.groupBy(
  Object.entries(DATA_CLASSIFICATION).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, kind]): [string, string] => [`${table}.${column}`, kind]),
  ),
  ([, kind]) => kind,
);
const columnsOf = (kind: string) => (CLASSES.get(kind) ?? []).map(([column]) => column);

test("every column has one of the five classes of data", () => {
  expect([...CLASSES.keys()].toSorted()).toEqual(["company", "customer", "mark", "member", "secret"]);
});

test("tokens, hashes of them, passwords and what is sealed are secrets", () => {
  expect(columnsOf("secret")).toEqual([
    "login.token",
    "secondStep.sealedSecret",
    "recoveryCode.hash",
    "credential.password",
    "credential.accessToken",
    "credential.refreshToken",
    "credential.idToken",
    "verification.identifier",
    "verification.value",
    "organization.sealedToken",
    "organization.tokenHint",
    "invitation.tokenHash",
    "setupLink.tokenHash",
    "customer.tokenHash",
  ]);
});

test("names, addresses and words are those of customers, of members or of the company", () => {
  expect(columnsOf("customer")).toEqual([
    "customer.id",
    "customer.name",
    "customer.email",
    "session.id",
    "session.customerId",
    "session.state",
    "fact.sessionId",
    "fact.fact",
    "glance.customerId",
    "chatted.customerId",
    "readMark.sessionId",
    "absence.sessionId",
  ]);
  expect(columnsOf("member")).toEqual([
    "users.name",
    "users.email",
    "users.image",
    "login.ipAddress",
    "login.userAgent",
    "member.name",
    "member.email",
    "member.publicName",
    "invitation.email",
  ]);
  expect(columnsOf("company")).toEqual([
    "organization.name",
    "organization.settings",
    "article.title",
    "article.text",
    "article.sourceName",
    "article.publishedTitle",
    "article.publishedText",
    "articleVersion.title",
    "articleVersion.text",
  ]);
});

test("rows are exported by a key that no two of them share", () => {
  for (const name of EXPORTED_TABLES) {
    const columns = getTableColumns(tables[name]);
    const key = EXPORT_KEYS[name].map(
      (column) => Object.entries(columns).find(([own]) => own === column)?.[1],
    );
    const { primaryKeys } = getTableConfig(tables[name]);
    const unique = primaryKeys[0]?.columns ?? Object.values(columns).filter((column) => column.primary);
    const ofOrganization = new Set(["org_id", "orgId"]);
    expect([name, key.map((column) => column?.name)]).toEqual([
      name,
      unique.map((column) => column.name).filter((column) => !ofOrganization.has(column)),
    ]);
  }
});

test("the export has the tables of customers, in its order", () => {
  expect(EXPORTED_TABLES).toEqual([
    "organization",
    "member",
    "article",
    "articleVersion",
    "invitation",
    "audit",
    "customer",
    "session",
    "fact",
    "chatted",
    "glance",
    "readMark",
  ]);
  expect(TABLES_OF_CUSTOMERS).toEqual(["customer", "session", "fact", "chatted", "glance", "readMark"]);
});
