import { and, eq, sql } from "drizzle-orm";
import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";
import { preparePerConnection } from "../store/prepare-per-connection.ts";
import { asListParameter, type Reader, type Writer } from "../store/store.ts";

/** A member and a day, counted from 1970-01-01, UTC. */
export interface ChatAccessDay {
  orgId: OrgId;
  memberId: MemberId;
  day: number;
}

/**
 * Returns those of the customers with whom the member never dealt (held a chat, or wrote), and whose chats they are
 * not yet logged to have read that day. Excludes customers of other organizations and of an erased one.
 */
export async function listUnloggedCustomers(
  reader: Reader,
  { orgId, memberId, day }: ChatAccessDay,
  customerIds: readonly CustomerId[],
): Promise<CustomerId[]> {
  const rows = await unnoted(reader).execute({
    orgId,
    memberId,
    day,
    customers: asListParameter(customerIds),
  });
  return rows.map(({ id }) => id);
}

/** Parameters: `orgId`, `memberId`, `day`, and a list of `customers` */
const unnoted = preparePerConnection(({ db, tables, among }: Reader) => {
  const { customer, organization, chatted, glance } = tables;
  const theirs = (table: typeof chatted | typeof glance) =>
    and(
      eq(table.orgId, customer.orgId),
      eq(table.memberId, sql.placeholder("memberId")),
      eq(table.customerId, customer.id),
    );
  return db
    .select({ id: customer.id })
    .from(customer)
    .innerJoin(organization, eq(organization.id, customer.orgId))
    .leftJoin(chatted, theirs(chatted))
    .leftJoin(glance, and(theirs(glance), eq(glance.day, sql.placeholder("day"))))
    .where(
      and(
        eq(customer.orgId, sql.placeholder("orgId")),
        among(customer.id, sql.placeholder("customers")),
        sql`${organization.erasedAt} is null and ${chatted.memberId} is null and ${glance.memberId} is null`,
      ),
    )
    .prepare("unnoted_customers");
});

/** Records that a member has read a customer's chats, with the audit log entry `auditNo`. */
export async function addChatAccess(
  { append, tables }: Writer,
  accessDay: ChatAccessDay,
  { customerId, auditNo }: { customerId: CustomerId; auditNo: number },
): Promise<void> {
  await append(tables.glance, [{ ...accessDay, customerId, auditNo }]);
}

/** Returns the customers of these audit log entries, by entry number. Erased customers are missing. */
export async function customersOfAccessEntries(
  { db, tables }: Reader,
  orgId: OrgId,
  auditNos: readonly number[],
): Promise<Map<number, string>> {
  const { glance, customer } = tables;
  const [least, most] = [Math.min(...auditNos), Math.max(...auditNos)];
  const rows = await db
    .select({ auditNo: glance.auditNo, name: customer.name })
    .from(glance)
    .innerJoin(customer, and(eq(customer.orgId, glance.orgId), eq(customer.id, glance.customerId)))
    .where(and(eq(glance.orgId, orgId), sql`${glance.auditNo} between ${least} and ${most}`));
  return new Map(rows.map(({ auditNo, name }) => [auditNo, name]));
}
