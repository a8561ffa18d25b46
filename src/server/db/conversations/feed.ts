import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { isOfKeptSession } from "../privacy/erased-sessions.ts";
import { preparePerConnection } from "../store/prepare-per-connection.ts";
import type { Reader } from "../store/store.ts";

/** The key of a session. Its id is looked up only together with its organization. */
export interface SessionKey {
  orgId: OrgId;
  sessionId: SessionId;
}

/** An organization's facts numbered above `after`, oldest first. */
export async function readFeed(
  reader: Reader,
  orgId: OrgId,
  after: number,
  limit: number,
): Promise<NumberedFact[]> {
  return await ofOrganization(reader).execute({ orgId, after, limit });
}

/** Parameters: `orgId`, `after`, `limit` */
const ofOrganization = preparePerConnection(({ db, tables }: Reader) => {
  const { fact } = tables;
  return db
    .select({ no: fact.no, sessionNo: fact.sessionNo, fact: fact.fact })
    .from(fact)
    .where(and(eq(fact.orgId, given("orgId")), gt(fact.no, given("after")), isOfKeptSession(tables)))
    .orderBy(asc(fact.no))
    .limit(given("limit"))
    .prepare("feed");
});

/** Reads the facts of one session whose `sessionNo` is above `after`, oldest first. */
export async function readSessionFeed(
  reader: Reader,
  { orgId, sessionId }: SessionKey,
  after: number,
  limit: number,
): Promise<NumberedFact<SessionFact>[]> {
  const rows = await ofSession(reader).execute({ orgId, sessionId, after, limit });
  return rows.filter(isSessionFact);
}

/** Parameters: `orgId`, `sessionId`, `after`, `limit` */
const ofSession = preparePerConnection(({ db, tables }: Reader) => {
  const { fact } = tables;
  return db
    .select({ no: fact.no, sessionNo: fact.sessionNo, fact: fact.fact })
    .from(fact)
    .where(
      and(
        eq(fact.orgId, given("orgId")),
        eq(fact.sessionId, given("sessionId")),
        gt(fact.sessionNo, given("after")),
        isOfKeptSession(tables),
      ),
    )
    .orderBy(asc(fact.sessionNo))
    .limit(given("limit"))
    .prepare("session_feed");
});

/** Narrows a fact to one of a session, which the column `sessionId` guarantees. */
export function isSessionFact(numbered: NumberedFact): numbered is NumberedFact<SessionFact> {
  return "sessionId" in numbered.fact;
}

/** Reads the number of an organization's newest fact; 0 before the first. */
export async function lastFactNo({ db, tables }: Reader, orgId: OrgId): Promise<number> {
  const { organization } = tables;
  const [row] = await db
    .select({ no: organization.feedNo })
    .from(organization)
    .where(eq(organization.id, orgId));
  return row?.no ?? 0;
}

/** Reads the number of a session's newest fact; 0 if there is no such session. */
export async function lastSessionNo(reader: Reader, place: SessionKey): Promise<number> {
  const [row] = await lastOfSession(reader).execute({ ...place });
  return row?.no ?? 0;
}

/** Parameters: `orgId`, `sessionId` */
const lastOfSession = preparePerConnection(({ db, tables: { session } }: Reader) =>
  db
    .select({ no: session.lastNo })
    .from(session)
    .where(and(eq(session.orgId, given("orgId")), eq(session.id, given("sessionId"))))
    .prepare("last_session_no"),
);

function given(name: string) {
  return sql.placeholder(name);
}
