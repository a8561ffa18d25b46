import { and, count, desc, eq, gt, sql } from "drizzle-orm";
import type { Customer } from "#domain/model/customer.ts";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { preparePerConnection } from "../store/prepare-per-connection.ts";
import type { Tables } from "../store/schema.ts";
import { asListParameter, type Reader } from "../store/store.ts";
import type { FoundCustomer } from "#domain/views/found-customer.ts";

/** Finds the customer with this browser token; `null` if it is unknown or has expired. */
export async function findCustomerByToken(
  reader: Reader,
  tokenHash: string,
  now: Instant,
): Promise<{ orgId: OrgId; customer: Customer } | null> {
  const [row] = await withToken(reader).execute({ tokenHash, now });
  return row ?? null;
}

/** Parameters: `tokenHash`, `now` */
const withToken = preparePerConnection(({ db, tables }: Reader) =>
  db
    .select({ orgId: tables.customer.orgId, customer: customerColumns(tables) })
    .from(tables.customer)
    .where(
      and(
        eq(tables.customer.tokenHash, sql.placeholder("tokenHash")),
        gt(tables.customer.tokenExpiresAt, sql.placeholder("now")),
      ),
    )
    .prepare("customer_with_token"),
);

export async function getCustomer(reader: Reader, orgId: OrgId, id: CustomerId): Promise<Customer | null> {
  const [customer] = await listCustomers(reader, orgId, [id]);
  return customer ?? null;
}

/** Returns the organization's customers with these ids, in no particular order. Unknown ids are skipped. */
export async function listCustomers(
  reader: Reader,
  orgId: OrgId,
  ids: readonly CustomerId[],
): Promise<Customer[]> {
  return await named(reader).execute({ orgId, ids: asListParameter(ids) });
}

/** The maximum number of results of a search by address. */
const FOUND_MAX = 100;

/** Finds an organization's customers who gave this address, case-insensitive, latest first. */
export async function findCustomersByEmail(
  { db, tables }: Reader,
  orgId: OrgId,
  email: string,
): Promise<FoundCustomer[]> {
  const { customer, session } = tables;
  const lastAt = sql<number>`max(${session.openedAt})`.mapWith(Number);
  return db
    .select({ customer: customerColumns(tables), chats: count(), lastAt })
    .from(customer)
    .innerJoin(session, and(eq(session.orgId, customer.orgId), eq(session.customerId, customer.id)))
    .where(and(eq(customer.orgId, orgId), eq(sql`lower(${customer.email})`, email.toLowerCase())))
    .groupBy(customer.id, customer.name, customer.email)
    .orderBy(desc(lastAt))
    .limit(FOUND_MAX);
}

/** Parameters: `orgId`, and a list of `ids` */
const named = preparePerConnection(({ db, tables, among }: Reader) =>
  db
    .select(customerColumns(tables))
    .from(tables.customer)
    .where(
      and(
        eq(tables.customer.orgId, sql.placeholder("orgId")),
        among(tables.customer.id, sql.placeholder("ids")),
      ),
    )
    .prepare("customers"),
);

/** Finds a customer's name. @throws {Refusal} `customer-unknown` */
export async function customerName(reader: Reader, orgId: OrgId, id: CustomerId): Promise<string> {
  const customer = await getCustomer(reader, orgId, id);
  if (customer === null) throw new Refusal("customer-unknown");
  return customer.name;
}

/** The columns that make up a {@link Customer}. */
export function customerColumns({ customer: { id, name, email } }: Tables) {
  return { id, name, email };
}
