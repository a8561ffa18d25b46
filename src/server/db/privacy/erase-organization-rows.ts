import { and, eq, lte, sql } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { DELETED_WITH_CUSTOMER, DELETED_WITH_ORGANIZATION, DELETED_WITH_SESSION } from "./deleted-with.ts";
import type { Reader, Store, Writer } from "../store/store.ts";

/** Sessions or customers deleted in one write, because other writes must not wait long. */
const AT_ONCE = 100;

/** Lists erased organizations that still have rows. */
export async function listErasedOrganizations({
  db,
  tables,
}: Reader): Promise<{ id: OrgId; erasedAt: Instant }[]> {
  const { id, erasedAt } = tables.organization;
  const rows = await db
    .select({ id, erasedAt: sql<number>`${erasedAt}`.mapWith(Number) })
    .from(tables.organization)
    .where(sql`${erasedAt} is not null`);
  return rows;
}

/**
 * Deletes the rows of an erased organization in portions; may be called again after a crash, and by several instances.
 * The organization's own row is deleted last, and only if it was erased before `before`: until then its feed informs
 * clients that have not received the fact yet.
 *
 * @returns whether nothing is left
 */
export async function eraseOrganizationRows(store: Store, orgId: OrgId, before: Instant): Promise<boolean> {
  while (await store.transact((writer) => eraseSomeSessions(writer, orgId)));
  while (await store.transact((writer) => eraseSomeCustomers(writer, orgId)));
  return store.transact((writer) => eraseTheRest(writer, orgId, before));
}

async function eraseSomeSessions(writer: Writer, orgId: OrgId): Promise<boolean> {
  const { db, tables, among } = writer;
  const { session } = tables;
  const rows = await db
    .select({ id: session.id })
    .from(session)
    .where(eq(session.orgId, orgId))
    .limit(AT_ONCE);
  const ids = rows.map(({ id }) => id);
  await writer.lockSessions(orgId, ids);
  for (const table of DELETED_WITH_SESSION.map((name) => tables[name]))
    await db.delete(table).where(and(eq(table.orgId, orgId), among(table.sessionId, ids)));
  await db.delete(session).where(and(eq(session.orgId, orgId), among(session.id, ids)));
  return ids.length > 0;
}

async function eraseSomeCustomers({ db, tables, among }: Writer, orgId: OrgId): Promise<boolean> {
  const { customer } = tables;
  const rows = await db
    .select({ id: customer.id })
    .from(customer)
    .where(eq(customer.orgId, orgId))
    .limit(AT_ONCE);
  const ids = rows.map(({ id }) => id);
  for (const table of DELETED_WITH_CUSTOMER.map((name) => tables[name]))
    await db.delete(table).where(and(eq(table.orgId, orgId), among(table.customerId, ids)));
  await db.delete(customer).where(and(eq(customer.orgId, orgId), among(customer.id, ids)));
  return ids.length > 0;
}

async function eraseTheRest(writer: Writer, orgId: OrgId, before: Instant): Promise<boolean> {
  const { db, tables } = writer;
  const { organization, member, users } = tables;
  await writer.lock(orgId);
  const [last] = await db
    .select({ id: organization.id })
    .from(organization)
    .where(and(eq(organization.id, orgId), lte(organization.erasedAt, before)));
  if (last === undefined) return false;

  await writer.shred();
  const auth = await db.select({ id: member.userId }).from(member).where(eq(member.orgId, orgId));
  for (const table of DELETED_WITH_ORGANIZATION.map((name) => tables[name]))
    await db.delete(table).where(eq(table.orgId, orgId));
  await db.delete(organization).where(eq(organization.id, orgId));
  // Members of other organizations keep their account.
  const elsewhere = db.select({ id: member.userId }).from(member);
  await db.delete(users).where(
    and(
      writer.among(
        users.id,
        auth.map(({ id }) => id),
      ),
      sql`${users.id} not in ${elsewhere}`,
    ),
  );
  return true;
}
