import type { Tables } from "../store/schema.ts";

/** The tables that have this column. */
type TablesWith<Column extends string> = {
  [Name in keyof Tables]: Column extends keyof Tables[Name]["$inferSelect"] ? Name : never;
}[keyof Tables];

/** A list that names all of these, or else an object that says which are missing. */
type Complete<All, List extends readonly unknown[]> = [Exclude<All, List[number]>] extends [never]
  ? List
  : { notDeleted: Exclude<All, List[number]> };

/**
 * Deleted with a session: facts afterwards in portions, because there may be many, the rest in the same write,
 * referencing tables first. A new table with a `sessionId` does not compile until it is here.
 */
export const DELETED_WITH_SESSION = ["readMark", "absence", "fact"] as const;
DELETED_WITH_SESSION satisfies Complete<
  Exclude<TablesWith<"sessionId">, "erasedSession">,
  typeof DELETED_WITH_SESSION
>;

/** Deleted with a customer, after their sessions. A new table with a `customerId` does not compile until it is here. */
export const DELETED_WITH_CUSTOMER = ["chatted", "glance"] as const;
DELETED_WITH_CUSTOMER satisfies Complete<
  Exclude<TablesWith<"customerId">, "session">,
  typeof DELETED_WITH_CUSTOMER
>;

type OfChats =
  | "customer"
  | "session"
  | (typeof DELETED_WITH_SESSION)[number]
  | (typeof DELETED_WITH_CUSTOMER)[number];

/**
 * Deleted with an organization, after its chats, referencing tables first. A new table with an `orgId` does not compile
 * until it is here, unless it is deleted with a session or a customer.
 */
export const DELETED_WITH_ORGANIZATION = [
  "audit",
  "fact",
  "erasedSession",
  "presence",
  "articleVersion",
  "article",
  "invitation",
  "setupLink",
  "member",
] as const;
DELETED_WITH_ORGANIZATION satisfies Complete<
  Exclude<TablesWith<"orgId">, OfChats>,
  typeof DELETED_WITH_ORGANIZATION
>;
