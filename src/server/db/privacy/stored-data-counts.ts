import { setImmediate } from "node:timers/promises";
import { and, count, eq, gt, inArray, isNotNull, lte, type SQL } from "drizzle-orm";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { isOfKeptSession } from "./erased-sessions.ts";
import { newestFactNo } from "./export-data.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

/** Numbers of facts that one query looks at, in a few milliseconds. */
const FACTS_A_PORTION = 10_000;

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

/**
 * Counts the data of an organization. Messages are counted in portions, between which the event loop has its turn,
 * because on SQLite a query keeps it from that.
 */
export async function countOrganizationData(
  reader: Reader,
  orgId: OrgId,
  portion = FACTS_A_PORTION,
): Promise<DataCounts & { customers: number; members: number }> {
  const { db, tables } = reader;
  const many = async (table: Tables["member" | "customer" | "session" | "fact"], which?: SQL) => {
    const [row] = await db
      .select({ count: count() })
      .from(table)
      .where(and(eq(table.orgId, orgId), which));
    await setImmediate();
    return row?.count ?? 0;
  };
  const { fact } = tables;
  const isMessage = and(isNotNull(fact.clientId), isOfKeptSession(tables));
  const newest = await newestFactNo(reader, orgId);
  let messages = 0;
  for (let from = 0; from < newest; from += portion)
    messages += await many(fact, and(gt(fact.no, from), lte(fact.no, from + portion), isMessage));
  return {
    members: await many(tables.member),
    customers: await many(tables.customer),
    chats: await many(tables.session),
    messages,
  };
}
