import { and, eq } from "drizzle-orm";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Store } from "../../db/store/store.ts";

const ROWS_PER_WRITE = 500;

/** Adds copies of a chat's newest message to it, faster than they could be posted, each with a text of this length. */
export async function addManyMessages(
  store: Store,
  { orgId, sessionId }: { orgId: OrgId; sessionId: SessionId },
  { count, length = 20 }: { count: number; length?: number },
): Promise<void> {
  const { fact, organization, session } = store.tables;
  const isOfSession = and(eq(fact.orgId, orgId), eq(fact.sessionId, sessionId));
  await store.transact(async (writer) => {
    await writer.lock(orgId);
    const rows = await writer.db.select().from(fact).where(isOfSession);
    const copied = rows.findLast((row) => row.fact.kind === "message-posted");
    if (copied?.fact.kind !== "message-posted") throw new Error("the chat has no message");
    const { message } = copied.fact;
    const [{ feedNo } = { feedNo: 0 }] = await writer.db
      .select({ feedNo: organization.feedNo })
      .from(organization)
      .where(eq(organization.id, orgId));
    const last = rows.reduce((no, { sessionNo }) => Math.max(no, sessionNo ?? 0), 0);
    const copies = Array.from({ length: count }, (_, at) => ({
      ...copied,
      no: feedNo + at + 1,
      sessionNo: last + at + 1,
      clientId: crypto.randomUUID(),
      fact: { ...copied.fact, message: { ...message, text: `Number ${at} `.padEnd(length, "x") } },
    }));
    for (let at = 0; at < count; at += ROWS_PER_WRITE)
      await writer.append(fact, copies.slice(at, at + ROWS_PER_WRITE));
    await writer.db
      .update(organization)
      .set({ feedNo: feedNo + count })
      .where(eq(organization.id, orgId));
    await writer.db
      .update(session)
      .set({ lastNo: last + count })
      .where(and(eq(session.orgId, orgId), eq(session.id, sessionId)));
  });
}
