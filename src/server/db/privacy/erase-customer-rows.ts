import { and, eq } from "drizzle-orm";
import type { Writer } from "../store/store.ts";
import { hideFacts } from "./erased-sessions.ts";
import { DELETED_WITH_CUSTOMER, DELETED_WITH_SESSION } from "./deleted-with.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";

/**
 * Deletes sessions and customers with their rows, referencing rows first. The facts of the sessions are hidden, and
 * deleted in portions afterwards; see `erased-sessions.ts`.
 */
export async function eraseCustomerRows(
  writer: Writer,
  orgId: OrgId,
  erased: { sessions: ReadonlySet<SessionId>; customers: ReadonlySet<CustomerId> },
): Promise<void> {
  const [sessions, customers] = [[...erased.sessions], [...erased.customers]];
  if (sessions.length + customers.length === 0) return;

  await writer.shred();
  const { db, tables, among } = writer;
  if (sessions.length > 0) {
    await writer.lockSessions(orgId, sessions);
    await hideFacts(writer, orgId, sessions);
    for (const table of DELETED_WITH_SESSION.map((name) => tables[name]).filter((one) => one !== tables.fact))
      await db.delete(table).where(and(eq(table.orgId, orgId), among(table.sessionId, sessions)));
    await db
      .delete(tables.session)
      .where(and(eq(tables.session.orgId, orgId), among(tables.session.id, sessions)));
  }
  if (customers.length > 0) {
    const { customer } = tables;
    for (const table of DELETED_WITH_CUSTOMER.map((name) => tables[name]))
      await db.delete(table).where(and(eq(table.orgId, orgId), among(table.customerId, customers)));
    await db.delete(customer).where(and(eq(customer.orgId, orgId), among(customer.id, customers)));
  }
}
