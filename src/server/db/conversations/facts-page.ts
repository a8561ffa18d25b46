import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import type { AuthorKey } from "#domain/model/message.ts";
import { PAGE_FACTS } from "#domain/views/conversation-page.ts";
import { isOfKeptSession } from "../privacy/erased-sessions.ts";
import { preparePerConnection } from "../store/prepare-per-connection.ts";
import { asTuplesParameter, type Reader } from "../store/store.ts";
import { factsBefore } from "./customer-history.ts";
import { isSessionFact, type SessionKey } from "./feed.ts";

/** How large a page without a message may become, such as after hours of “Keep chat open”. */
const PAGES_MAX = 10;

/**
 * Reads a customer's page of a chat: the {@link PAGE_FACTS} facts before the one numbered `before`, in ascending order.
 * A page without a message is extended to the last one, up to {@link PAGES_MAX} times its size.
 */
export async function readFactsPage(
  reader: Reader,
  key: SessionKey,
  before: number,
): Promise<NumberedFact<SessionFact>[]> {
  const pages = [await factsBefore(reader, key, before, PAGE_FACTS)];
  while (pages.length < PAGES_MAX && !pages[0]?.some(({ fact }) => fact.kind === "message-posted")) {
    const firstNo = pages[0]?.[0]?.sessionNo ?? 1;
    if (firstNo === 1) break;
    pages.unshift(await factsBefore(reader, key, firstNo, PAGE_FACTS));
  }
  return pages.flat();
}

/** Reads the stopped answers of those turns that were stopped in `facts`, wherever in the chat they are. */
export async function readStoppedAnswers(
  reader: Reader,
  { orgId, sessionId }: SessionKey,
  facts: readonly NumberedFact<SessionFact>[],
): Promise<NumberedFact<SessionFact>[]> {
  const turnIds = facts.flatMap((entry) => (entry.fact.kind === "bot-turn-stopped" ? entry.fact.turnId : []));
  if (turnIds.length === 0) return [];
  const answers = asTuplesParameter(turnIds.map((turnId) => [turnId, sessionId, authorKeyOfBot]));
  const rows = await answersOf(reader).execute({ orgId, answers });
  return rows.filter(isSessionFact);
}

const authorKeyOfBot: AuthorKey = "bot";

/** Parameters: `orgId`, and `answers` as tuples of client id, session and author, each found by the index of sends. */
const answersOf = preparePerConnection(({ db, tables, amongTuples }: Reader) => {
  const { fact } = tables;
  return db
    .select({ no: fact.no, sessionNo: fact.sessionNo, fact: fact.fact })
    .from(fact)
    .where(
      and(
        eq(fact.orgId, sql.placeholder("orgId")),
        isNotNull(fact.clientId),
        amongTuples([fact.clientId, fact.sessionId, fact.authorKey], sql.placeholder("answers")),
        isOfKeptSession(tables),
      ),
    )
    .prepare("answers_of_turns");
});
