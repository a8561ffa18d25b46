import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Message } from "#domain/model/message.ts";
import { isOfKeptSession } from "../privacy/erased-sessions.ts";
import type { Reader } from "../store/store.ts";

/** Returns the newest `limit` messages of a session, in ascending order. */
export async function lastMessages(
  { db, tables }: Reader,
  orgId: OrgId,
  sessionId: SessionId,
  limit: number,
): Promise<Message[]> {
  const { fact } = tables;
  const rows = await db
    .select({ fact: fact.fact })
    .from(fact)
    .where(
      and(
        eq(fact.orgId, orgId),
        eq(fact.sessionId, sessionId),
        isNotNull(fact.clientId),
        isOfKeptSession(tables),
      ),
    )
    .orderBy(desc(fact.sessionNo))
    .limit(limit);
  return rows
    .flatMap(({ fact: posted }) => (posted.kind === "message-posted" ? posted.message : []))
    .toReversed();
}
