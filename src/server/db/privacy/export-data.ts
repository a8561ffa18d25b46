import { and, asc, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { DATA_CLASSIFICATION, type DataClass } from "./data-classification.ts";
import { DELETED_WITH_CUSTOMER, DELETED_WITH_SESSION } from "./deleted-with.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

/** A row of an export, with its table. */
export interface ExportedRow {
  table: string;
  row: Record<string, unknown>;
}

/**
 * Tables that are not exported: accounts and sign-ins belong to the members, links are only valid here, and the rest is
 * internal to the instances.
 */
type Kept =
  | "users"
  | "login"
  | "credential"
  | "verification"
  | "secondStep"
  | "recoveryCode"
  | "setupLink"
  | "deployment"
  | "instance"
  | "presence";

/** The exported tables in order, each with the unique key by which its rows are sorted. */
const KEYS: { [Name in Exclude<keyof Tables, Kept>]: readonly (keyof Tables[Name]["_"]["columns"])[] } = {
  organization: ["id"],
  member: ["id"],
  article: ["id"],
  invitation: ["id"],
  audit: ["no"],
  customer: ["id"],
  session: ["id"],
  fact: ["no"],
  chatted: ["memberId", "customerId"],
  glance: ["memberId", "customerId", "day"],
  readMark: ["sessionId", "reader"],
};

type Exported = keyof typeof KEYS;
const isExported = (name: string): name is Exported => name in KEYS;
const TABLES = Object.keys(KEYS).filter(isExported);
/** The exported tables that hold something of customers: those that are deleted with them. */
const OF_CUSTOMERS: ReadonlySet<string> = new Set([
  "customer",
  "session",
  ...DELETED_WITH_SESSION,
  ...DELETED_WITH_CUSTOMER,
]);
const PAGE = 200;

/**
 * Reads all data of an organization except its secrets, page by page, so that its size does not matter. It is not a
 * snapshot: rows changed during the export may appear in either version.
 */
export async function* exportOrganization(reader: Reader, orgId: OrgId): AsyncGenerator<ExportedRow> {
  for (const name of TABLES) {
    const table = reader.tables[name];
    yield* rowsOf(reader, name, "orgId" in table ? eq(table.orgId, orgId) : eq(table.id, orgId));
  }
}

/** Reads all data of one customer: their details, their chats, and all messages and events in them. */
export async function* exportCustomer(
  reader: Reader,
  orgId: OrgId,
  customerId: CustomerId,
): AsyncGenerator<ExportedRow> {
  const { customer, session } = reader.tables;
  const own = and(eq(session.orgId, orgId), eq(session.customerId, customerId));
  const sessions = reader.db.select({ id: session.id }).from(session).where(own);
  for (const name of TABLES.filter((one) => OF_CUSTOMERS.has(one))) {
    const table = reader.tables[name];
    if ("sessionId" in table)
      yield* rowsOf(reader, name, and(eq(table.orgId, orgId), inArray(table.sessionId, sessions)));
    else if ("customerId" in table)
      yield* rowsOf(reader, name, and(eq(table.orgId, orgId), eq(table.customerId, customerId)));
    else yield* rowsOf(reader, name, and(eq(customer.orgId, orgId), eq(customer.id, customerId)));
  }
}

async function* rowsOf({ db, tables }: Reader, name: Exported, where: SQL | undefined) {
  const table: PgTable = tables[name];
  const columns: Record<string, PgColumn> = getTableColumns(table);
  const holdings: Record<string, DataClass> = DATA_CLASSIFICATION[name];
  const shown = Object.fromEntries(Object.entries(columns).filter(([key]) => holdings[key] !== "secret"));
  const keys = KEYS[name].flatMap((key) => columns[key] ?? []);
  const names: readonly string[] = KEYS[name];
  let last: Record<string, unknown> | null = null;
  for (;;) {
    const rows: Record<string, unknown>[] = await db
      .select(shown)
      .from(table)
      .where(and(where, last === null ? undefined : isAfter(keys, names, last)))
      .orderBy(...keys.map((key) => asc(key)))
      .limit(PAGE);
    for (const row of rows) yield { table: name, row };
    last = rows.at(-1) ?? null;
    if (last === null || rows.length < PAGE) return;
  }
}

function isAfter(keys: readonly PgColumn[], names: readonly string[], last: Record<string, unknown>): SQL {
  const values = names.map((name) => sql`${last[name]}`);
  return sql`(${sql.join([...keys], sql`, `)}) > (${sql.join(values, sql`, `)})`;
}
