import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { customerColumns } from "../customers/customers.ts";
import type { SessionWithCustomer } from "./sessions.ts";
import type { Reader } from "../store/store.ts";

/** A customer's newest session, and the time when the member last dealt with them. */
export interface PastCustomer extends SessionWithCustomer {
  chattedAt: Instant;
}

/**
 * Lists customers whose chats a member has held or written in, latest first, one row each.
 *
 * @param after - the last row of the page before; `null` for the first page
 */
export async function readPastCustomersOfMember(
  { db, tables }: Reader,
  { orgId, memberId }: { orgId: OrgId; memberId: MemberId },
  after: { at: Instant; customerId: CustomerId } | null,
  limit: number,
): Promise<PastCustomer[]> {
  const { chatted, customer, session } = tables;
  const older =
    after === null
      ? undefined
      : or(
          lt(chatted.lastAt, after.at),
          and(eq(chatted.lastAt, after.at), lt(chatted.customerId, after.customerId)),
        );
  const newest = sql`(
    select newest.id from ${session} as newest
    where newest.org_id = ${chatted.orgId} and newest.customer_id = ${chatted.customerId}
    order by newest.opened_at desc, newest.id desc limit 1
  )`;
  return db
    .select({ session: session.state, customer: customerColumns(tables), chattedAt: chatted.lastAt })
    .from(chatted)
    .innerJoin(customer, and(eq(customer.orgId, chatted.orgId), eq(customer.id, chatted.customerId)))
    .innerJoin(session, and(eq(session.orgId, chatted.orgId), eq(session.id, newest)))
    .where(and(eq(chatted.orgId, orgId), eq(chatted.memberId, memberId), older))
    .orderBy(desc(chatted.lastAt), desc(chatted.customerId))
    .limit(limit);
}
