import type { SessionFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { readSessionFeed } from "../db/conversations/feed.ts";
import type { TestServer } from "./test-server.ts";

/** Reads all facts of a chat, starting with its first. */
export async function recordedFactsOf(
  { composition: { store } }: TestServer,
  sessionId: SessionId,
): Promise<SessionFact[]> {
  const { session } = store.tables;
  const rows = await store.db.select({ orgId: session.orgId, id: session.id }).from(session);
  const orgId: OrgId = rows.find(({ id }) => id === sessionId)?.orgId ?? "org_";
  return (await readSessionFeed(store, { orgId, sessionId }, 0, 500)).map(({ fact }) => fact);
}
