import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Customer } from "#domain/model/customer.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Channel, Session } from "#domain/model/session.ts";
import { customerColumns } from "../customers/customers.ts";
import { preparePerConnection } from "../store/prepare-per-connection.ts";
import type { Reader } from "../store/store.ts";

/** A session and its customer. */
export interface SessionWithCustomer {
  session: Session;
  customer: Customer;
}

/** A session, and the number of its newest fact at that state. */
export interface StoredSession {
  state: Session;
  lastNo: number;
}

export async function getSession(reader: Reader, orgId: OrgId, id: SessionId): Promise<Session | null> {
  const [row] = await byId(reader).execute({ orgId, id });
  return row?.state ?? null;
}

/** Parameters: `orgId`, `id` */
const byId = preparePerConnection(({ db, tables: { session } }: Reader) =>
  db
    .select({ state: session.state })
    .from(session)
    .where(and(eq(session.orgId, sql.placeholder("orgId")), eq(session.id, sql.placeholder("id"))))
    .prepare("session"),
);

/** Finds the active chat of a customer, who has at most one. */
export async function activeSessionOf(
  reader: Reader,
  orgId: OrgId,
  customerId: CustomerId,
): Promise<StoredSession | null> {
  const [row] = await active(reader).execute({ orgId, customerId });
  return row ?? null;
}

/** Parameters: `orgId`, `customerId` */
const active = preparePerConnection((reader: Reader) =>
  ofCustomer(reader, "chat", isNull(reader.tables.session.endedAt)).prepare("active_session"),
);

/** Finds the chat of this customer that ended last. */
export async function lastEndedSessionOf(
  reader: Reader,
  orgId: OrgId,
  customerId: CustomerId,
): Promise<StoredSession | null> {
  const [row] = await lastEnded(reader).execute({ orgId, customerId });
  return row ?? null;
}

/** Parameters: `orgId`, `customerId` */
const lastEnded = preparePerConnection((reader: Reader) => {
  const { session } = reader.tables;
  return ofCustomer(reader, "chat", isNotNull(session.endedAt))
    .orderBy(desc(session.openedAt), desc(session.id))
    .limit(1)
    .prepare("last_ended_session");
});

/** Lists the newest mail sessions of this customer, newest first. */
export async function newestMailOf(
  reader: Reader,
  { orgId, customerId }: { orgId: OrgId; customerId: CustomerId },
  limit: number,
): Promise<StoredSession[]> {
  return newestMail(reader).execute({ orgId, customerId, limit });
}

/** Parameters: `orgId`, `customerId`, `limit` */
const newestMail = preparePerConnection((reader: Reader) => {
  const { session } = reader.tables;
  return ofCustomer(reader, "mail", undefined)
    .orderBy(desc(session.openedAt), desc(session.id))
    .limit(sql.placeholder("limit"))
    .prepare("newest_mail");
});

/** Selects the sessions of one channel and customer that match `which`. */
function ofCustomer({ db, tables: { session } }: Reader, channel: Channel, which: SQL | undefined) {
  return db
    .select({ state: session.state, lastNo: session.lastNo })
    .from(session)
    .where(
      and(
        eq(session.orgId, sql.placeholder("orgId")),
        eq(session.customerId, sql.placeholder("customerId")),
        eq(session.channel, channel),
        which,
      ),
    )
    .$dynamic();
}

/** Lists every active session, longest open first. */
export function listActiveSessions(reader: Reader, orgId: OrgId): Promise<SessionWithCustomer[]> {
  return listWithCustomer(reader, orgId, isNull(reader.tables.session.endedAt));
}

/** Lists unattended sessions, longest open first. */
export function listUnattendedSessions(reader: Reader, orgId: OrgId): Promise<SessionWithCustomer[]> {
  return listWithCustomer(reader, orgId, sql`${reader.tables.session.unattended}`);
}

/** Whether the organization has any session. */
export async function hasSessions({ db, tables: { session } }: Reader, orgId: OrgId): Promise<boolean> {
  const rows = await db.select({ id: session.id }).from(session).where(eq(session.orgId, orgId)).limit(1);
  return rows.length > 0;
}

async function listWithCustomer(
  { db, tables }: Reader,
  orgId: OrgId,
  where: SQL,
): Promise<SessionWithCustomer[]> {
  const { session, customer } = tables;
  return db
    .select({ session: session.state, customer: customerColumns(tables) })
    .from(session)
    .innerJoin(customer, and(eq(customer.orgId, session.orgId), eq(customer.id, session.customerId)))
    .where(and(eq(session.orgId, orgId), where))
    .orderBy(asc(session.openedAt), asc(session.id));
}

/** Returns the customers of these sessions. */
export async function customerIdsOfSessions(
  { db, tables, among }: Reader,
  orgId: OrgId,
  ids: readonly SessionId[],
): Promise<Map<SessionId, CustomerId>> {
  const { session } = tables;
  const rows = await db
    .select({ id: session.id, customerId: session.customerId })
    .from(session)
    .where(and(eq(session.orgId, orgId), among(session.id, ids)));
  return new Map(rows.map(({ id, customerId }) => [id, customerId]));
}
