import { and, count, desc, eq, gt, sql } from "drizzle-orm";
import type { Customer } from "#domain/customer.ts";
import type { CustomerId, OrgId } from "#domain/ids.ts";
import type { Instant } from "#domain/instant.ts";
import { Refusal } from "#domain/refusal.ts";
import type { FoundCustomer } from "#domain/views.ts";
import type { Tables } from "./schema.ts";
import type { Reader } from "./store.ts";

/** The customer a browser's token names; `null` when nobody has it or its time is up. */
export async function findCustomerByToken(
  { db, tables }: Reader,
  tokenHash: string,
  now: Instant,
): Promise<{ orgId: OrgId; customer: Customer } | null> {
  const { customer } = tables;
  const [row] = await db
    .select({ orgId: customer.orgId, customer: shownCustomer(tables) })
    .from(customer)
    .where(and(eq(customer.tokenHash, tokenHash), gt(customer.tokenExpiresAt, now)));
  return row ?? null;
}

export async function getCustomer(reader: Reader, orgId: OrgId, id: CustomerId): Promise<Customer | null> {
  const [customer] = await listCustomers(reader, orgId, [id]);
  return customer ?? null;
}

/** Those of an organization's customers that have one of these ids, in no order. */
export async function listCustomers(
  { db, tables, among }: Reader,
  orgId: OrgId,
  ids: readonly CustomerId[],
): Promise<Customer[]> {
  const { customer } = tables;
  return db
    .select(shownCustomer(tables))
    .from(customer)
    .where(and(eq(customer.orgId, orgId), among(customer.id, ids)));
}

/** Most that are found by one address. */
const FOUND_MAX = 100;

/** An organization's customers who gave this address, capitals or not, the latest first. */
export async function findCustomersByEmail(
  { db, tables }: Reader,
  orgId: OrgId,
  email: string,
): Promise<FoundCustomer[]> {
  const { customer, session } = tables;
  const lastAt = sql<number>`max(${session.openedAt})`.mapWith(Number);
  return db
    .select({ customer: shownCustomer(tables), chats: count(), lastAt })
    .from(customer)
    .innerJoin(session, and(eq(session.orgId, customer.orgId), eq(session.customerId, customer.id)))
    .where(and(eq(customer.orgId, orgId), eq(sql`lower(${customer.email})`, email.toLowerCase())))
    .groupBy(customer.id, customer.name, customer.email)
    .orderBy(desc(lastAt))
    .limit(FOUND_MAX);
}

/** @throws {Refusal} `customer-unknown` */
export async function customerName(reader: Reader, orgId: OrgId, id: CustomerId): Promise<string> {
  const customer = await getCustomer(reader, orgId, id);
  if (customer === null) throw new Refusal("customer-unknown");
  return customer.name;
}

/** The columns that make a {@link Customer}. */
export function shownCustomer({ customer: { id, name, email } }: Tables) {
  return { id, name, email };
}
