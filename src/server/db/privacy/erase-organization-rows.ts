import { and, eq, isNotNull, lte, sql } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { DELETED_WITH_CUSTOMER, DELETED_WITH_ORGANIZATION, DELETED_WITH_SESSION } from "./deleted-with.ts";
import { ROWS_A_PORTION } from "./erased-sessions.ts";
import type { Reader, Writer } from "../store/store.ts";

/** Sessions or customers deleted in one write with what refers to them, because other writes must not wait long. */
const AT_ONCE = 50;

/** Tables of which a company may have many rows. The others are deleted with its own row. */
const LARGE = ["audit", "fact", "erasedSession"] as const;

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
 * What a portion left: `more` to be called again at once, `rest` to be deleted later or by another instance, or
 * `nothing`.
 */
export type Left = "more" | "rest" | "nothing";

/**
 * Deletes a portion of the rows of an erased organization; may be called again after a crash, and by several instances,
 * of which one at a time deletes. The organization's own row is deleted last, and only if it was erased before
 * `before`: until then its feed informs clients that have not received the fact yet.
 */
export async function eraseOrganizationPortion(writer: Writer, orgId: OrgId, before: Instant): Promise<Left> {
  if (!(await writer.tryLock(`erasing ${orgId}`))) return "rest";
  const left = await erasePortion(writer, orgId, before);
  if (left !== "rest") await writer.shred();
  return left;
}

async function erasePortion(writer: Writer, orgId: OrgId, before: Instant): Promise<Left> {
  const { fact } = writer.tables;
  const ofSessions = and(eq(fact.orgId, orgId), isNotNull(fact.sessionId));
  if ((await writer.deleteSome(fact, ofSessions, ROWS_A_PORTION)) > 0) return "more";
  if (await eraseSomeSessions(writer, orgId)) return "more";
  if (await eraseSomeCustomers(writer, orgId)) return "more";
  return eraseTheRest(writer, orgId, before);
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
  if (ids.length === 0) return false;
  await writer.lockSessions(orgId, ids);
  for (const table of DELETED_WITH_SESSION.map((name) => tables[name]))
    await db.delete(table).where(and(eq(table.orgId, orgId), among(table.sessionId, ids)));
  await db.delete(session).where(and(eq(session.orgId, orgId), among(session.id, ids)));
  return true;
}

async function eraseSomeCustomers({ db, tables, among }: Writer, orgId: OrgId): Promise<boolean> {
  const { customer } = tables;
  const rows = await db
    .select({ id: customer.id })
    .from(customer)
    .where(eq(customer.orgId, orgId))
    .limit(AT_ONCE);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return false;
  for (const table of DELETED_WITH_CUSTOMER.map((name) => tables[name]))
    await db.delete(table).where(and(eq(table.orgId, orgId), among(table.customerId, ids)));
  await db.delete(customer).where(and(eq(customer.orgId, orgId), among(customer.id, ids)));
  return true;
}

async function eraseTheRest(writer: Writer, orgId: OrgId, before: Instant): Promise<Left> {
  const { db, tables } = writer;
  const { organization, member, users } = tables;
  await writer.lock(orgId);
  const [last] = await db
    .select({ id: organization.id })
    .from(organization)
    .where(and(eq(organization.id, orgId), lte(organization.erasedAt, before)));
  if (last === undefined) return "rest";

  for (const table of LARGE.map((name) => tables[name]))
    if ((await writer.deleteSome(table, eq(table.orgId, orgId), ROWS_A_PORTION)) > 0) return "more";
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
  return "nothing";
}
