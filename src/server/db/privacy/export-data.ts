import { and, eq, lte, type SQL, sql } from "drizzle-orm";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { isOfKeptSession } from "./erased-sessions.ts";
import type { Reader } from "../store/store.ts";
import {
  EXPORT_KEYS,
  EXPORTED_TABLES,
  type ExportedTable,
  TABLES_OF_CUSTOMERS,
  type TableOfCustomers,
} from "./exported-tables.ts";
import { readInPages, type Row, type RowRange } from "./read-in-pages.ts";

/** The data to export. */
export interface ExportScope {
  orgId: OrgId;
  /** The customer; `null` for the whole organization. */
  customerId: CustomerId | null;
  /**
   * The numbers of the newest fact and audit log entry to export. Without this bound an export would follow a busy
   * organization forever.
   */
  upTo: { fact: number; audit: number };
}

/** Rows of an exported table. */
export interface ExportedPage {
  table: ExportedTable;
  rows: Row[];
}

/** Few enough to read and write within some milliseconds, even if every row is as long as it may be. */
const PAGE_SIZE = 100;
/** Keys are short, and come from an index. */
const KEYS_PAGE_SIZE = 1_000;

/**
 * Reads everything in the scope except secrets, page by page; pages may be empty. Each page is one query, and nothing
 * is open between them, so the reader may stop for as long as it likes. It is not a snapshot: facts and audit log
 * entries are those up to the bound, other rows are as they are when their page is read, and what has been erased by
 * then is missing.
 */
export async function* exportPages(reader: Reader, scope: ExportScope): AsyncGenerator<ExportedPage, void> {
  for await (const range of rangesOf(reader, scope))
    for await (const rows of readInPages(reader, range, { size: PAGE_SIZE, columns: "shown" }))
      yield { table: range.table, rows };
}

/** Counts the rows of an export, page by page: each number is the rows of one page. */
export async function* countExportedRows(reader: Reader, scope: ExportScope): AsyncGenerator<number, void> {
  for await (const range of rangesOf(reader, scope))
    for await (const rows of readInPages(reader, range, { size: KEYS_PAGE_SIZE, columns: "keys" }))
      yield rows.length;
}

/** Reads the number of the organization's newest fact. */
export async function newestFactNo({ db, tables }: Reader, orgId: OrgId): Promise<number> {
  const { id, feedNo } = tables.organization;
  const [row] = await db.select({ feedNo }).from(tables.organization).where(eq(id, orgId));
  return row?.feedNo ?? 0;
}

async function* rangesOf(reader: Reader, scope: ExportScope): AsyncGenerator<RowRange, void> {
  const { customerId } = scope;
  if (customerId === null) for (const name of EXPORTED_TABLES) yield organizationRange(reader, scope, name);
  else for (const name of TABLES_OF_CUSTOMERS) yield* customerRanges(reader, { ...scope, customerId }, name);
}

function organizationRange({ tables }: Reader, { orgId, upTo }: ExportScope, name: ExportedTable): RowRange {
  const table = tables[name];
  const bound: Partial<Record<ExportedTable, SQL | undefined>> = {
    fact: and(lte(tables.fact.no, upTo.fact), isOfKeptSession(tables)),
    audit: lte(tables.audit.no, upTo.audit),
  };
  const own = "orgId" in table ? eq(table.orgId, orgId) : eq(table.id, orgId);
  return { table: name, where: and(own, bound[name]), keys: EXPORT_KEYS[name] };
}

/** A scope of one customer. */
type CustomerScope = ExportScope & { customerId: CustomerId };

/**
 * The rows of one customer in a table. Where no index finds a customer's rows, they are read for one chat or one member
 * at a time, for which there is one: a page would otherwise search the rows of all customers.
 */
async function* customerRanges(
  reader: Reader,
  scope: CustomerScope,
  table: TableOfCustomers,
): AsyncGenerator<RowRange, void> {
  const { orgId, customerId, upTo } = scope;
  const { customer, fact, chatted, glance, readMark } = reader.tables;
  switch (table) {
    case "customer": {
      const where = and(eq(customer.orgId, orgId), eq(customer.id, customerId));
      return yield { table, where, keys: ["id"] };
    }
    case "session":
      return yield sessionRange(reader, scope);
    case "fact": {
      // Without the sign SQLite would rather search by this number, which means all facts of the organization.
      const bound = sql`+${fact.no} <= ${upTo.fact}`;
      for await (const id of idsIn(reader, sessionRange(reader, scope))) {
        const isOfChat = and(eq(fact.orgId, orgId), sql`${fact.sessionId} = ${id}`, bound);
        // An old chat may have been erased since its id was read.
        const where = and(isOfChat, isOfKeptSession(reader.tables));
        yield { table, where, keys: ["sessionNo"] };
      }
      return;
    }
    case "readMark":
      for await (const id of idsIn(reader, sessionRange(reader, scope))) {
        const where = and(eq(readMark.orgId, orgId), sql`${readMark.sessionId} = ${id}`);
        yield { table, where, keys: ["reader"] };
      }
      return;
    case "chatted":
      for await (const id of idsIn(reader, organizationRange(reader, scope, "member"))) {
        const isWithMember = and(eq(chatted.orgId, orgId), sql`${chatted.memberId} = ${id}`);
        yield { table, where: and(isWithMember, eq(chatted.customerId, customerId)), keys: ["memberId"] };
      }
      return;
    case "glance": {
      const where = and(eq(glance.orgId, orgId), eq(glance.customerId, customerId));
      return yield { table, where, keys: ["day", "memberId"] };
    }
  }
}

function sessionRange({ tables: { session } }: Reader, { orgId, customerId }: CustomerScope): RowRange {
  const where = and(eq(session.orgId, orgId), eq(session.customerId, customerId));
  return { table: "session", where, keys: ["openedAt", "id"] };
}

/** The ids of the rows of a range. */
async function* idsIn(reader: Reader, range: RowRange): AsyncGenerator<unknown, void> {
  for await (const rows of readInPages(reader, range, { size: PAGE_SIZE, columns: "keys" }))
    for (const { id } of rows) yield id;
}
