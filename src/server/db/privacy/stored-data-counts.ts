import { and, count, eq, inArray, isNotNull, type SQL } from "drizzle-orm";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { isOfKeptSession } from "./erased-sessions.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

/** The amount of data stored about a customer or in an organization. */
export interface DataCounts {
  chats: number;
  messages: number;
}

/** Counts the data of a customer; zero for one of another organization. */
export async function countCustomerData(
  { db, tables }: Reader,
  orgId: OrgId,
  customerId: CustomerId,
): Promise<DataCounts> {
  const { session, fact } = tables;
  const theirs = and(eq(session.orgId, orgId), eq(session.customerId, customerId));
  const [chats] = await db.select({ count: count() }).from(session).where(theirs);
  const chatIds = db.select({ id: session.id }).from(session).where(theirs);
  // “where client id is not null” would make SQLite scan all messages of the organization.
  const [messages] = await db
    .select({ count: count(fact.clientId) })
    .from(fact)
    .where(and(eq(fact.orgId, orgId), inArray(fact.sessionId, chatIds)));
  return { chats: chats?.count ?? 0, messages: messages?.count ?? 0 };
}

/** Counts the data of an organization. */
export async function countOrganizationData(
  { db, tables }: Reader,
  orgId: OrgId,
): Promise<DataCounts & { customers: number; members: number }> {
  const many = async (table: Tables["member" | "customer" | "session" | "fact"], which?: SQL) => {
    const [row] = await db
      .select({ count: count() })
      .from(table)
      .where(and(eq(table.orgId, orgId), which));
    return row?.count ?? 0;
  };
  return {
    members: await many(tables.member),
    customers: await many(tables.customer),
    chats: await many(tables.session),
    messages: await many(tables.fact, and(isNotNull(tables.fact.clientId), isOfKeptSession(tables))),
  };
}
