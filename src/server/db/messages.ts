import { and, desc, eq } from "drizzle-orm";
import type { OrgId, SessionId } from "#domain/ids.ts";
import type { Message } from "#domain/message.ts";
import type { Reader } from "./store.ts";

/** The newest `limit` messages of a session, oldest of them first. */
export async function lastMessages(
  { db, tables }: Reader,
  orgId: OrgId,
  sessionId: SessionId,
  limit: number,
): Promise<Message[]> {
  const { message } = tables;
  const { id, author, clientId, text, sentAt, sources, stopped } = message;
  const rows = await db
    .select({ id, sessionId: message.sessionId, author, clientId, text, sentAt, sources, stopped })
    .from(message)
    .where(and(eq(message.orgId, orgId), eq(message.sessionId, sessionId)))
    .orderBy(desc(message.no))
    .limit(limit);
  return rows.toReversed();
}
