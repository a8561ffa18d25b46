import { and, asc, desc, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { isEligible } from "#domain/routing/assignment.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import { authorKey } from "#domain/model/message.ts";
import type { Needs } from "#domain/model/scene.ts";
import type { Cursor } from "../team/assignment-order.ts";
import type { Image } from "./row-cache.ts";
import { type Ledger, lineOf, newLedger, sendKey } from "./unit-of-work.ts";
import { selectSessions, statementsOf } from "./unit-of-work-statements.ts";
import { listLoadedMembers } from "../team/members.ts";
import { presentSettings } from "../settings/organizations.ts";
import { rosterOf } from "./build-scene.ts";
import { listed, listedTuples, type Reader, type Writer } from "../store/store.ts";

/** How much of the line is read at once: nobody has so many free hands, and a long line must not hold up the lock. */
const LINE_PAGE = 500;

/** What earlier writes have taught this process. */
export interface Known {
  cursor: Cursor;
  image: Image;
}

/**
 * Begins a ledger. Call it under the organization's lock.
 *
 * @throws when there is no such organization
 */
export async function openLedger(writer: Writer, orgId: OrgId, known: Known): Promise<Ledger> {
  const remembered = known.image.of(orgId);
  const [time, row] = await Promise.all([
    writer.now(),
    remembered === null ? readOrganization(writer, orgId) : { ...remembered, isErased: false },
  ]);
  return newLedger(orgId, Math.max(time, row.recordedAt), row, { cursor: known.cursor, remembered });
}

async function readOrganization(writer: Writer, orgId: OrgId) {
  const [row] = await statementsOf(writer).organization.execute({ orgId });
  if (row === undefined) throw new Error(`there is no organization ${orgId}`);
  return { ...row, settings: presentSettings(row.settings), isErased: row.erasedAt !== null };
}

/** Reads what a whole batch needs in a handful of queries. */
export async function readNeeds(writer: Writer, ledger: Ledger, needs: readonly Needs[]): Promise<void> {
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
    ids.length > 0 && readNamed(writer, ledger, ids),
    customers.length > 0 && readCustomers(writer, ledger, customers),
    customers.length > 0 &&
      readSessions(
        writer,
        ledger,
        and(
          writer.among(session.customerId, customers),
          or(isNull(session.endedAt), sql`${session.unattended}`),
        ),
      ),
    holders.length > 0 &&
      readSessions(
        writer,
        ledger,
        and(
          isNull(session.endedAt),
          eq(session.holderKind, "agent"),
          writer.among(session.holderMemberId, holders),
        ),
      ),
    sends.length > 0 && readKnown(writer, ledger, sends),
    erasing.length > 0 && readEverything(writer, ledger, erasing),
  ]);
  if (needs.some(({ roster }) => roster)) await readRoster(writer, ledger);
  if (needs.some(({ line }) => line)) await readLine(writer, ledger);
}

/** Reads who could be given a chat and, unless nobody could, who stands in line. */
export async function readForSettling(reader: Reader, ledger: Ledger): Promise<void> {
  await readRoster(reader, ledger);
  const { capacity } = ledger.settings.assigning;
  if (rosterOf(ledger).some((candidate) => isEligible(candidate, capacity))) await readLine(reader, ledger);
  else ledger.line ??= { head: [], read: 0, isWhole: false };
}

async function readRoster(reader: Reader, ledger: Ledger): Promise<void> {
  ledger.members ??= await listLoadedMembers(reader, ledger.orgId, ledger.now);
}

/** Reads on until somebody who was read stands in line, or all who do have been read. */
async function readLine(reader: Reader, ledger: Ledger): Promise<void> {
  const { session } = reader.tables;
  for (;;) {
    const { head, read, isWhole } = ledger.line ?? { head: [], read: 0, isWhole: false };
    const inLine = new Set(lineOf(ledger).map(({ session: { id } }) => id));
    if (isWhole || head.some((id) => inLine.has(id))) return;

    const rows = await selectSessions(
      reader,
      and(eq(session.orgId, ledger.orgId), isNotNull(session.queuedAt), isNull(session.endedAt)),
    )
      .orderBy(desc(session.returned), asc(session.queuedAt), asc(session.id))
      .limit(LINE_PAGE)
      .offset(read);
    take(ledger, rows);
    ledger.line = {
      head: rows.map(({ state }) => state.id),
      read: read + rows.length,
      isWhole: rows.length < LINE_PAGE,
    };
  }
}

async function readNamed(writer: Writer, ledger: Ledger, ids: readonly SessionId[]): Promise<void> {
  const { orgId } = ledger;
  const strangers = ids.filter((id) => !recall(ledger, id));
  if (strangers.length === 0) return;
  take(ledger, await statementsOf(writer).sessions.execute({ orgId, ids: listed(strangers) }));
}

/** Takes a session over from the write before, if it is remembered. */
function recall({ remembered, sessions, customers }: Ledger, id: SessionId): boolean {
  const { stored = null, customer } = remembered?.sessions.get(id) ?? {};
  if (stored === null || customer === undefined) return false;
  sessions.set(id, { ...stored, stored });
  customers.set(customer.id, customer);
  return true;
}

async function readSessions(reader: Reader, ledger: Ledger, where: SQL | undefined): Promise<void> {
  const { session } = reader.tables;
  take(ledger, await selectSessions(reader, and(eq(session.orgId, ledger.orgId), where)));
}

async function readCustomers(
  { db, tables, among }: Reader,
  ledger: Ledger,
  ids: readonly string[],
): Promise<void> {
  const { customer } = tables;
  const rows = await db
    .select()
    .from(customer)
    .where(and(eq(customer.orgId, ledger.orgId), among(customer.id, ids)));
  for (const row of rows) if (!ledger.customers.has(row.id)) ledger.customers.set(row.id, row);
}

async function readKnown(
  writer: Writer,
  { orgId, known }: Ledger,
  sends: readonly NonNullable<Needs["send"]>[],
): Promise<void> {
  const rows = await statementsOf(writer).known.execute({
    orgId,
    sends: listedTuples(sends.map((send) => [send.clientId, send.sessionId, send.authorKey])),
  });
  for (const { sessionNo, fact } of rows) {
    if (fact.kind !== "message-posted" || sessionNo === null) continue;
    const { author, clientId, sentAt } = fact.message;
    known.set(sendKey(fact.sessionId, authorKey(author), clientId), { sessionNo, sentAt });
  }
}

/** Which sessions there are of customers: their names only, however many. */
async function readEverything(reader: Reader, ledger: Ledger, ids: readonly CustomerId[]): Promise<void> {
  const { db, tables, among } = reader;
  const { session } = tables;
  await readCustomers(reader, ledger, ids);
  const rows = await db
    .select({ id: session.id, customerId: session.customerId })
    .from(session)
    .where(and(eq(session.orgId, ledger.orgId), among(session.customerId, ids)));
  for (const [customerId, own] of Map.groupBy(rows, (row) => row.customerId))
    ledger.everything.set(
      customerId,
      own.map(({ id }) => id),
    );
}

/** What the batch has already changed is newer than what the database says. */
function take(
  { sessions, customers, changed: { erased } }: Ledger,
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
