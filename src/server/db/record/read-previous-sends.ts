import { and, eq } from "drizzle-orm";
import { authorKey } from "#domain/model/message.ts";
import { isOfKeptSession } from "../privacy/erased-sessions.ts";
import { asTuplesParameter, type Writer } from "../store/store.ts";
import type { Needs } from "./command.ts";
import { sendKey } from "./unit-of-work.ts";
import { preparedStatements } from "./unit-of-work-statements.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";

/** Reads which of these messages were sent before. */
export async function readPreviousSends(
  writer: Writer,
  { orgId, previousSends }: UnitOfWork,
  sends: readonly NonNullable<Needs["send"]>[],
): Promise<void> {
  const rows = await preparedStatements(writer).known.execute({
    orgId,
    sends: asTuplesParameter(sends.map((send) => [send.clientId, send.sessionId, send.authorKey])),
  });
  for (const { sessionNo, fact } of rows) {
    if (fact.kind !== "message-posted" || sessionNo === null) continue;
    const { author, clientId, sentAt } = fact.message;
    previousSends.set(sendKey(fact.sessionId, authorKey(author), clientId), { sessionNo, sentAt });
  }
}

/** Reads an earlier send of a client id to, or by, a customer: few have the same id, whatever their session. */
export async function readPreviousSendTo(
  { db, tables }: Writer,
  { orgId, previousSendsTo }: UnitOfWork,
  { customerId, authorKey: author, clientId }: NonNullable<Needs["sendTo"]>,
): Promise<void> {
  const { fact, session } = tables;
  const rows = await db
    .select({ sessionNo: fact.sessionNo, fact: fact.fact })
    .from(fact)
    .innerJoin(session, and(eq(session.orgId, fact.orgId), eq(session.id, fact.sessionId)))
    .where(
      and(
        eq(fact.orgId, orgId),
        eq(fact.clientId, clientId),
        eq(fact.authorKey, author),
        eq(session.customerId, customerId),
        isOfKeptSession(tables),
      ),
    )
    .limit(1);
  for (const { sessionNo, fact: posted } of rows) {
    if (posted.kind !== "message-posted" || sessionNo === null) continue;
    const { sentAt } = posted.message;
    const sent = { sessionNo, sentAt, sessionId: posted.sessionId };
    previousSendsTo.set(sendKey(customerId, author, clientId), sent);
  }
}
