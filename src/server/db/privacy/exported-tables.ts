import type { Tables } from "../store/schema.ts";
import { DELETED_WITH_CUSTOMER, DELETED_WITH_SESSION } from "./deleted-with.ts";

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
  | "erasedSession"
  | "deployment"
  | "instance"
  | "presence"
  | "absence";

/** The exported tables in order, each with the unique key by which an organization's rows are sorted. */
export const EXPORT_KEYS: {
  [Name in Exclude<keyof Tables, Kept>]: readonly (keyof Tables[Name]["_"]["columns"])[];
} = {
  organization: ["id"],
  member: ["id"],
  article: ["id"],
  articleVersion: ["articleId", "no"],
  invitation: ["id"],
  audit: ["no"],
  customer: ["id"],
  session: ["id"],
  fact: ["no"],
  chatted: ["memberId", "customerId"],
  glance: ["memberId", "customerId", "day"],
  readMark: ["sessionId", "reader"],
};

/** The name of an exported table. */
export type ExportedTable = keyof typeof EXPORT_KEYS;

const isExported = (name: string): name is ExportedTable => name in EXPORT_KEYS;

/** The exported tables, in the order of the export. */
export const EXPORTED_TABLES: readonly ExportedTable[] = Object.keys(EXPORT_KEYS).filter(isExported);

/** An exported table that holds something of customers: those that are deleted with them. */
export type TableOfCustomers = Extract<
  ExportedTable,
  "customer" | "session" | (typeof DELETED_WITH_SESSION)[number] | (typeof DELETED_WITH_CUSTOMER)[number]
>;

const OF_CUSTOMERS: ReadonlySet<string> = new Set([
  "customer",
  "session",
  ...DELETED_WITH_SESSION,
  ...DELETED_WITH_CUSTOMER,
]);

/** The exported tables that hold something of customers, in the order of the export. */
export const TABLES_OF_CUSTOMERS: readonly TableOfCustomers[] = EXPORTED_TABLES.filter(
  (name): name is TableOfCustomers => OF_CUSTOMERS.has(name),
);
