import { and, eq } from "drizzle-orm";
import { type Fact, sessionOf } from "#domain/model/fact.ts";
import type { MemberId } from "#domain/model/ids.ts";
import { authorKey } from "#domain/model/message.ts";
import type { Session } from "#domain/model/session.ts";
import { deleteAbsences } from "../conversations/absences.ts";
import { appendAuditEntry } from "../privacy/audit-log.ts";
import { closeErasedOrganization } from "../privacy/close-erased-organization.ts";
import { eraseCustomerRows } from "../privacy/erase-customer-rows.ts";
import { preparedStatements } from "./unit-of-work-statements.ts";
import { writeArticles } from "./articles-in-unit-of-work.ts";
import { sessionToRow } from "./session-to-row.ts";
import type { Writer } from "../store/store.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";

/** Writes the changes of a batch, if any. */
export async function writeUnitOfWork(writer: Writer, unitOfWork: UnitOfWork): Promise<void> {
  const { append, put, tables } = writer;
  const { changed, orgId, customers } = unitOfWork;
  await eraseCustomerRows(writer, orgId, changed.erased);
  await put(
    tables.customer,
    [...changed.customers].flatMap((id) => customers.get(id) ?? []),
  );
  await writeSessions(writer, unitOfWork);
  await Promise.all([
    append(tables.fact, factRows(unitOfWork)),
    put(
      tables.chatted,
      [...changed.chatted.values()].map((row) => ({ orgId, ...row })),
    ),
    writeMembers(writer, unitOfWork),
    endAbsences(writer, unitOfWork),
    writeOrganization(writer, unitOfWork),
  ]);
  await writeArticles(writer, unitOfWork);
  if (changed.isErased) await closeErasedOrganization(writer, orgId, unitOfWork.now);
  for (const entry of changed.audit) await appendAuditEntry(writer, orgId, { at: unitOfWork.now, ...entry });
}

/** With the mark goes the note, of which another instance would at once make the next mark. */
async function endAbsences(writer: Writer, { orgId, facts }: UnitOfWork): Promise<void> {
  const back = facts.flatMap(({ fact }) => (fact.kind === "customer-back" ? fact.sessionId : []));
  if (back.length > 0) await deleteAbsences(writer, orgId, back);
}

async function writeSessions({ append, change, tables }: Writer, unitOfWork: UnitOfWork): Promise<void> {
  const { orgId, changed, sessions } = unitOfWork;
  const entries = [...changed.sessions].flatMap((id) => sessions.get(id) ?? []);
  const row = (entry: { session: Session; lastNo: number }) =>
    sessionToRow(orgId, entry.session, entry.lastNo);
  // Changed first: a customer has one active session, and the one before may end in this batch.
  await change(
    tables.session,
    entries.flatMap((entry) =>
      entry.stored === null ? [] : [{ before: row(entry.stored), after: row(entry) }],
    ),
  );
  await append(tables.session, entries.filter(({ stored }) => stored === null).map(row));
}

/** The facts without those of sessions that the same batch erased. */
function factsToKeep({ facts, changed: { erased } }: UnitOfWork) {
  return facts.filter(({ fact }) => !("sessionId" in fact && erased.sessions.has(fact.sessionId)));
}

function factRows(unitOfWork: UnitOfWork) {
  const { orgId, now } = unitOfWork;
  return factsToKeep(unitOfWork).map(({ no, sessionNo, fact }) => ({
    orgId,
    no,
    sessionId: sessionOf(fact),
    sessionNo,
    ...messageKey(fact),
    fact,
    at: now,
  }));
}

/** Author and client id of a message; `null` for other facts. */
function messageKey(fact: Fact): { authorKey: string | null; clientId: string | null } {
  if (fact.kind !== "message-posted") return { authorKey: null, clientId: null };
  const { author, clientId } = fact.message;
  return { authorKey: authorKey(author), clientId };
}

async function writeMembers(
  { db, tables: { member } }: Writer,
  { changed, orgId }: UnitOfWork,
): Promise<void> {
  const ids = new Set<MemberId>([...changed.members.keys(), ...changed.assigned.keys()]);
  for (const id of ids) {
    const lastAssignedNo = changed.assigned.get(id);
    const { id: _id, ...change } = changed.members.get(id) ?? { id };
    await db
      .update(member)
      .set({ ...change, ...(lastAssignedNo !== undefined && { lastAssignedNo }) })
      .where(and(eq(member.orgId, orgId), eq(member.id, id)));
  }
}

async function writeOrganization(writer: Writer, unitOfWork: UnitOfWork): Promise<void> {
  const { changed, facts, orgId, settings, feedNo, assignNo, now, setBackMs } = unitOfWork;
  const { botToken } = changed;
  if (facts.length > 0 || setBackMs > 0) {
    await preparedStatements(writer).count.execute({ orgId, feedNo, assignNo, recordedAt: now });
    unitOfWork.recordedAt = now;
  }
  if (!changed.settings && botToken === undefined) return;
  const { organization } = writer.tables;
  const token = botToken && { sealedToken: botToken.sealed, tokenHint: botToken.hint };
  const removedToken = botToken === null && { sealedToken: null, tokenHint: null };
  await writer.db
    .update(organization)
    .set({ ...(changed.settings && { settings }), ...token, ...removedToken })
    .where(eq(organization.id, orgId));
}
