import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { isOfKeptSession } from "../privacy/erased-sessions.ts";
import { preparePerConnection } from "../store/prepare-per-connection.ts";
import type { Reader, Writer } from "../store/store.ts";

/** The prepared statements that every write needs. */
export const preparedStatements = preparePerConnection(prepare);

/** Selects sessions with their customers and the numbers of their newest facts. The query may be refined further. */
export function selectSessions({ db, tables: { session, customer } }: Reader, where: SQL | undefined) {
  return db
    .select({ state: session.state, lastNo: session.lastNo, customer })
    .from(session)
    .innerJoin(customer, and(eq(customer.orgId, session.orgId), eq(customer.id, session.customerId)))
    .where(where)
    .$dynamic();
}

function prepare(writer: Writer) {
  const { db, tables, among, amongTuples } = writer;
  const { organization, session, fact } = tables;
  const { settings, feedNo, assignNo, recordedAt, erasedAt } = organization;
  const { sessionId, authorKey, clientId } = fact;
  return {
    /** Parameter: `orgId` */
    organization: db
      .select({ settings, feedNo, assignNo, recordedAt, erasedAt })
      .from(organization)
      .where(eq(organization.id, given("orgId")))
      .prepare("ledger_organization"),
    /** Parameters: `orgId`, and a list of `ids` */
    sessions: selectSessions(
      writer,
      and(eq(session.orgId, given("orgId")), among(session.id, given("ids"))),
    ).prepare("ledger_sessions"),
    /**
     * Parameters: `orgId`, and `sends` as tuples of client id, session and author; separate lists would look up every
     * combination
     */
    known: db
      .select({ sessionNo: fact.sessionNo, fact: fact.fact })
      .from(fact)
      .where(
        and(
          eq(fact.orgId, given("orgId")),
          isNotNull(clientId),
          amongTuples([clientId, sessionId, authorKey], given("sends")),
          isOfKeptSession(tables),
        ),
      )
      .prepare("ledger_known"),
    /** Parameters: `orgId`, `feedNo`, `assignNo`, `recordedAt` */
    count: db
      .update(organization)
      .set({
        feedNo: sql`${given("feedNo")}`,
        assignNo: sql`${given("assignNo")}`,
        recordedAt: sql`${given("recordedAt")}`,
      })
      .where(eq(organization.id, given("orgId")))
      .prepare("ledger_count"),
  };
}

function given(name: string) {
  return sql.placeholder(name);
}
