import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { isEligible } from "#domain/routing/assignment.ts";
import { hasLeft } from "#domain/routing/has-left.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { AssignmentOrder } from "../team/assignment-order.ts";
import { readArticles } from "./articles-in-unit-of-work.ts";
import type { RowCache } from "./row-cache.ts";
import { queueIn, newUnitOfWork } from "./unit-of-work.ts";
import { selectSessions, preparedStatements } from "./unit-of-work-statements.ts";
import { upgradeSettings } from "../settings/upgrade-settings.ts";
import { rosterOf } from "./build-scene.ts";
import { isServedNext, queueOrder } from "../conversations/queue.ts";
import { asListParameter, type Reader, type Writer } from "../store/store.ts";
import { recordingTime } from "#domain/conversations/recording-time.ts";
import type { Needs } from "./command.ts";
import { readPreviousSendTo, readPreviousSends } from "./read-previous-sends.ts";
import { loadRoster } from "../team/roster.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";

/**
 * How many queued sessions are read in one query: more than a team has capacity for, because a long queue must not
 * prolong the lock.
 */
const QUEUE_PAGE = 500;

/** State kept in memory between batches. */
export interface BatchMemory {
  assignmentOrder: AssignmentOrder;
  rowCache: RowCache;
}

/**
 * Opens a unit of work. Call it under the organization's lock.
 *
 * @throws when there is no such organization
 */
export async function openUnitOfWork(writer: Writer, orgId: OrgId, memory: BatchMemory): Promise<UnitOfWork> {
  const cached = memory.rowCache.get(orgId);
  const [time, row] = await Promise.all([
    writer.now(),
    cached === null ? readOrganization(writer, orgId) : { ...cached, isErased: false },
  ]);
  return newUnitOfWork(orgId, recordingTime(time, row.recordedAt), row, {
    assignmentOrder: memory.assignmentOrder,
    cached,
  });
}

async function readOrganization(writer: Writer, orgId: OrgId) {
  const [row] = await preparedStatements(writer).organization.execute({ orgId });
  if (row === undefined) throw new Error(`there is no organization ${orgId}`);
  return { ...row, settings: upgradeSettings(row.settings), isErased: row.erasedAt !== null };
}

/** Reads the state that a whole batch needs, in a few queries. */
export async function readNeeds(
  writer: Writer,
  unitOfWork: UnitOfWork,
  needs: readonly Needs[],
): Promise<void> {
  const { session } = writer.tables;
  const sends = needs.flatMap(({ send }) => send ?? []);
  const ids = unique([
    ...needs.flatMap(({ sessions }) => sessions ?? []),
    ...sends.map((it) => it.sessionId),
  ]);
  const customers = unique(needs.flatMap(({ customer }) => customer ?? []));
  const erasing = unique(needs.flatMap(({ everythingOf }) => everythingOf ?? []));
  const holders = unique(needs.flatMap(({ heldBy }) => heldBy ?? []));

  await Promise.all([
    ids.length > 0 && readNamed(writer, unitOfWork, ids),
    customers.length > 0 && readCustomers(writer, unitOfWork, customers),
    customers.length > 0 &&
      readSessions(
        writer,
        unitOfWork,
        and(
          writer.among(session.customerId, customers),
          or(isNull(session.endedAt), sql`${session.unattended}`),
        ),
      ),
    holders.length > 0 &&
      readSessions(
        writer,
        unitOfWork,
        and(
          isNull(session.endedAt),
          eq(session.holderKind, "agent"),
          writer.among(session.holderMemberId, holders),
        ),
      ),
    sends.length > 0 && readPreviousSends(writer, unitOfWork, sends),
    ...needs.map(({ sendTo }) => sendTo !== undefined && readPreviousSendTo(writer, unitOfWork, sendTo)),
    erasing.length > 0 && readAllSessionIds(writer, unitOfWork, erasing),
  ]);
  const articles = needs.flatMap((one) => one.articles ?? []);
  if (needs.some((one) => one.articles !== undefined))
    await readArticles(writer, unitOfWork, unique(articles));
  if (needs.some(({ roster }) => roster)) await readRoster(writer, unitOfWork);
  if (needs.some(({ queue }) => queue)) await readQueue(writer, unitOfWork);
}

/** Reads these sessions, where the batch does not have them already. */
export async function readSessionsNamed(
  reader: Reader,
  unitOfWork: UnitOfWork,
  ids: readonly SessionId[],
): Promise<void> {
  const missing = ids.filter((id) => !unitOfWork.sessions.has(id));
  if (missing.length > 0)
    await readSessions(reader, unitOfWork, reader.among(reader.tables.session.id, missing));
}

/** Reads every session that has not ended. */
export async function readOpenSessions(reader: Reader, unitOfWork: UnitOfWork): Promise<void> {
  await readSessions(reader, unitOfWork, isNull(reader.tables.session.endedAt));
}

/** Reads the roster and, if any member is eligible, the queue. */
export async function readForAssignment(reader: Reader, unitOfWork: UnitOfWork): Promise<void> {
  await readRoster(reader, unitOfWork);
  const { capacity } = unitOfWork.settings.assigning;
  if (rosterOf(unitOfWork).some((candidate) => isEligible(candidate, capacity)))
    await readQueue(reader, unitOfWork);
  else unitOfWork.queue ??= { head: [], read: 0, isWhole: false };
}

async function readRoster(reader: Reader, unitOfWork: UnitOfWork): Promise<void> {
  unitOfWork.members ??= await loadRoster(reader, unitOfWork.orgId, unitOfWork.now);
}

/** Reads further pages until the last one has a session that is still queued, or the whole queue has been read. */
async function readQueue(reader: Reader, unitOfWork: UnitOfWork): Promise<void> {
  for (;;) {
    const { head, read, isWhole } = unitOfWork.queue ?? { head: [], read: 0, isWhole: false };
    const queued = new Set(
      queueIn(unitOfWork).flatMap(({ session }) => (hasLeft(session) ? [] : session.id)),
    );
    if (isWhole || head.some((id) => queued.has(id))) return;

    const rows = await selectSessions(reader, isServedNext(reader.tables, unitOfWork.orgId))
      .orderBy(...queueOrder(reader.tables))
      .limit(QUEUE_PAGE)
      .offset(read);
    addRows(unitOfWork, rows);
    unitOfWork.queue = {
      head: rows.map(({ state }) => state.id),
      read: read + rows.length,
      isWhole: rows.length < QUEUE_PAGE,
    };
  }
}

async function readNamed(writer: Writer, unitOfWork: UnitOfWork, ids: readonly SessionId[]): Promise<void> {
  const { orgId } = unitOfWork;
  const uncached = ids.filter((id) => !takeCached(unitOfWork, id));
  if (uncached.length === 0) return;
  addRows(
    unitOfWork,
    await preparedStatements(writer).sessions.execute({ orgId, ids: asListParameter(uncached) }),
  );
}

/** Takes a session from the row cache. @returns whether it was cached */
function takeCached({ cached, sessions, customers }: UnitOfWork, id: SessionId): boolean {
  const { stored = null, customer } = cached?.sessions.get(id) ?? {};
  if (stored === null || customer === undefined) return false;
  sessions.set(id, { ...stored, stored });
  customers.set(customer.id, customer);
  return true;
}

async function readSessions(reader: Reader, unitOfWork: UnitOfWork, where: SQL | undefined): Promise<void> {
  const { session } = reader.tables;
  addRows(unitOfWork, await selectSessions(reader, and(eq(session.orgId, unitOfWork.orgId), where)));
}

async function readCustomers(
  { db, tables, among }: Reader,
  unitOfWork: UnitOfWork,
  ids: readonly string[],
): Promise<void> {
  const { customer } = tables;
  const rows = await db
    .select()
    .from(customer)
    .where(and(eq(customer.orgId, unitOfWork.orgId), among(customer.id, ids)));
  for (const row of rows) if (!unitOfWork.customers.has(row.id)) unitOfWork.customers.set(row.id, row);
}

/** Reads the ids of all sessions of customers, but not the sessions, because there may be many. */
async function readAllSessionIds(
  reader: Reader,
  unitOfWork: UnitOfWork,
  ids: readonly CustomerId[],
): Promise<void> {
  const { db, tables, among } = reader;
  const { session } = tables;
  await readCustomers(reader, unitOfWork, ids);
  const rows = await db
    .select({ id: session.id, customerId: session.customerId })
    .from(session)
    .where(and(eq(session.orgId, unitOfWork.orgId), among(session.customerId, ids)));
  for (const [customerId, own] of Map.groupBy(rows, (row) => row.customerId))
    unitOfWork.allSessionsOf.set(
      customerId,
      own.map(({ id }) => id),
    );
}

/** Adds rows that were read, except where the batch already has a newer state. */
function addRows(
  { sessions, customers, changed: { erased } }: UnitOfWork,
  rows: Awaited<ReturnType<typeof selectSessions>>,
): void {
  for (const { state, lastNo, customer } of rows) {
    if (erased.sessions.has(state.id)) continue;
    const stored = { session: state, lastNo };
    if (!sessions.has(state.id)) sessions.set(state.id, { ...stored, stored });
    if (!customers.has(customer.id)) customers.set(customer.id, customer);
  }
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
