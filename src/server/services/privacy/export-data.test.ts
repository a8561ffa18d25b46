import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "bun:test";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { eraseCustomerRows } from "../../db/privacy/erase-customer-rows.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { messageCommand } from "../../db/testing/sample-commands.ts";
import type { Store } from "../../db/store/store.ts";
import { addChatsOfCustomer } from "../testing/add-chats-of-customer.ts";
import { addManyMessages } from "../testing/add-many-messages.ts";
import { serviceContextOn } from "../testing/service-context.ts";
import { auditLogPage } from "./audit-log-page.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { exportPortions, ExportStopped } from "./export-data.ts";

const PATIENCE = 60_000;
/** Enough rows for more than twenty pages. */
const MANY = 2_100;
const FACTS_PAGE = 100;

interface Line {
  table?: string;
  row?: Record<string, unknown>;
  end?: boolean;
  rows?: number;
  expectedRows?: number;
}

const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

const rowsIn = (text: string, table: string) =>
  linesOf(text).flatMap((line) => (line.table === table && line.row !== undefined ? [line.row] : []));

const sorted = (rows: Record<string, unknown>[]) => rows.map((row) => JSON.stringify(row)).toSorted();

/** A company with two customers, each with two chats, one of them long. */
async function openCompany(engine: Engine) {
  const store = await engine.open();
  const services = serviceContextOn(store);
  const orgId = await addOrganization(store);
  const { customerId, mia } = await addChatsOfCustomer(services, orgId, "Maria");
  const { customerId: other } = await addChatsOfCustomer(services, orgId, "Vera");
  const { session } = store.tables;
  const sessions = await store.db
    .select()
    .from(session)
    .where(and(eq(session.orgId, orgId), eq(session.customerId, customerId)));
  const sessionId = sessions.find(({ endedAt }) => endedAt === null)?.id ?? "ses_none";
  await addManyMessages(store, { orgId, sessionId }, { count: MANY });
  let turns = 0;
  const state = { isAllowed: true, onTurn: () => {} };
  const leave = new AbortController();
  const begin = (of: CustomerId | null = null) =>
    exportPortions(
      {
        store,
        takeTurn(work) {
          turns += 1;
          state.onTurn();
          return work();
        },
      },
      {
        orgId,
        by: mia.id,
        customerId: of,
        isStillAllowed: async () => state.isAllowed,
        signal: leave.signal,
      },
    );
  return {
    store,
    services,
    orgId,
    mia,
    customerId,
    other,
    sessionId,
    state,
    leave,
    begin,
    turns: () => turns,
    [Symbol.asyncDispose]: () => store.close(),
  };
}

async function textOf(portions: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const portion of portions) text += portion;
  return text;
}

/** Reads to the end, or until the export stops. */
async function readOn(portions: AsyncGenerator<string>) {
  let text = "";
  try {
    for (;;) {
      const next = await portions.next();
      if (next.done === true) return { text, error: null };
      text += next.value;
    }
  } catch (error) {
    return { text, error };
  }
}

async function factNos(store: Store, orgId: OrgId): Promise<number[]> {
  const { fact } = store.tables;
  const rows = await store.db
    .select({ no: fact.no })
    .from(fact)
    .where(eq(fact.orgId, orgId))
    .orderBy(fact.no);
  return rows.map(({ no }) => no);
}

for (const engine of ENGINES) {
  describe(`an export on ${engine.name}`, () => {
    test(
      "is in the audit log before its first line, as one of a customer or of the company",
      async () => {
        await using company = await openCompany(engine);
        const { services, orgId, customerId, begin } = company;
        for (const of of [customerId, null]) {
          const portions = begin(of);
          await portions.next();
          await portions.return();
        }

        const { lines } = await auditLogPage(services, orgId, { before: null, topic: "privacy" });

        const exports = lines.filter(({ action }) => action.endsWith("exported"));
        expect(exports.map(({ action, by }) => [action, by])).toEqual([
          ["company-exported", "Mia"],
          ["customer-exported", "Mia"],
        ]);
      },
      PATIENCE,
    );

    test(
      "has every row once, in pages, each in a turn of its own, and says at the start how many there will be",
      async () => {
        await using company = await openCompany(engine);
        const { store, orgId } = company;

        const portions: string[] = [];
        for await (const portion of company.begin()) portions.push(portion);

        const text = portions.join("");
        expect(rowsIn(text, "fact").map(({ no }) => no)).toEqual(await factNos(store, orgId));
        expect(Math.max(...portions.map((portion) => linesOf(portion).length))).toBe(100);
        expect(company.turns()).toBeGreaterThan(portions.length);
        const lines = linesOf(text);
        expect(lines[0]?.expectedRows).toBe(lines.length - 2);
        expect(lines.at(-1)).toEqual({ end: true, rows: lines.length - 2 });
      },
      PATIENCE,
    );

    test(
      "of a customer has every row of theirs, across pages, and none of another",
      async () => {
        await using company = await openCompany(engine);
        const { customerId, other } = company;
        const everything = await textOf(company.begin());
        const sessionIds = new Set(
          rowsIn(everything, "session").flatMap((row) =>
            row["customerId"] === customerId ? [row["id"]] : [],
          ),
        );
        const isTheirs = (row: Record<string, unknown>) =>
          row["customerId"] === customerId || sessionIds.has(row["sessionId"]) || row["id"] === customerId;

        const text = await textOf(company.begin(customerId));

        expect(rowsIn(text, "fact").length).toBeGreaterThan(MANY);
        for (const table of ["customer", "session", "fact", "chatted", "glance", "readMark"]) {
          const theirs = rowsIn(everything, table).filter(isTheirs);
          expect([table, theirs.length > 0]).toEqual([table, true]);
          expect([table, sorted(rowsIn(text, table))]).toEqual([table, sorted(theirs)]);
        }
        expect(text).not.toContain(other);
        expect(linesOf(text)[0]?.expectedRows).toBe(linesOf(text).length - 2);
      },
      PATIENCE,
    );

    test(
      "holds what had been recorded when it began, and ends although people go on writing",
      async () => {
        await using company = await openCompany(engine);
        const { store, services, orgId, sessionId } = company;
        const before = await factNos(store, orgId);
        const portions = company.begin();
        const first = await portions.next();

        let text = first.value ?? "";
        for await (const portion of portions) {
          text += portion;
          await services.record(orgId, messageCommand(sessionId, "One more"));
        }

        expect(rowsIn(text, "fact").map(({ no }) => no)).toEqual(before);
        expect((await factNos(store, orgId)).length).toBeGreaterThan(before.length);
      },
      PATIENCE,
    );

    test(
      "has nothing of a customer once their erasure is acknowledged",
      async () => {
        await using company = await openCompany(engine);
        const { services, orgId, mia, customerId, other } = company;
        const portions = company.begin();
        let text = "";
        while (!text.includes('"table":"session"')) text += (await portions.next()).value ?? "";

        await eraseCustomer({ services, orgId, by: mia.id }, customerId);
        const { text: rest, error } = await readOn(portions);

        expect(error).toBeNull();
        expect(rest).not.toContain("Maria");
        expect(rest).not.toContain(customerId);
        expect(rest).toContain("Vera");
        expect(text).toContain(other);
        const lines = linesOf(text + rest);
        expect(lines.at(-1)).toEqual({ end: true, rows: lines.length - 2 });
      },
      PATIENCE,
    );

    test(
      "of a customer has no message of a chat that was erased for its age, before it is deleted",
      async () => {
        await using company = await openCompany(engine);
        const { store, orgId, customerId, sessionId } = company;
        const portions = company.begin(customerId);
        let sent = (await portions.next()).value ?? "";
        while (rowsIn(sent, "fact").length < 2 * FACTS_PAGE) sent += (await portions.next()).value ?? "";

        await store.transact((writer) =>
          eraseCustomerRows(writer, orgId, { sessions: new Set([sessionId]), customers: new Set() }),
        );
        const { text: rest } = await readOn(portions);

        expect(rowsIn(rest, "fact").filter((row) => row["sessionId"] === sessionId)).toEqual([]);
      },
      PATIENCE,
    );

    test(
      "of a customer who is erased meanwhile stops, and its last line says why",
      async () => {
        await using company = await openCompany(engine);
        const { services, orgId, mia, customerId } = company;
        const portions = company.begin(customerId);
        let text = "";
        while (!text.includes('"table":"fact"')) text += (await portions.next()).value ?? "";
        const sent = linesOf(text).length - 1;

        await eraseCustomer({ services, orgId, by: mia.id }, customerId);
        const { text: rest, error } = await readOn(portions);

        expect(linesOf(rest)).toEqual([{ end: false, why: "erased", rows: sent } as Line]);
        expect(error).toBeInstanceOf(ExportStopped);
      },
      PATIENCE,
    );

    test(
      "stops before the next page once the member may no longer have it",
      async () => {
        await using company = await openCompany(engine);
        const portions = company.begin();
        let text = "";
        while (!text.includes('"table":"fact"')) text += (await portions.next()).value ?? "";
        const sent = linesOf(text).length - 1;

        company.state.isAllowed = false;
        const { text: rest, error } = await readOn(portions);

        expect(linesOf(rest)).toEqual([{ end: false, why: "access-ended", rows: sent } as Line]);
        expect(error).toBeInstanceOf(ExportStopped);
      },
      PATIENCE,
    );

    test(
      "is not counted to the end once its reader has left",
      async () => {
        await using company = await openCompany(engine);
        company.state.onTurn = () => company.leave.abort();

        expect(await company.begin().next()).toEqual({ value: undefined, done: true });
        expect(company.turns()).toBe(1);
      },
      PATIENCE,
    );

    test(
      "reads nothing ahead, and nothing more once its reader has left",
      async () => {
        await using company = await openCompany(engine);
        const portions = company.begin();
        await portions.next();
        const counted = company.turns();

        await portions.next();
        expect(company.turns()).toBe(counted + 1);
        await portions.return();

        expect(await portions.next()).toEqual({ value: undefined, done: true });
        expect(company.turns()).toBe(counted + 1);
      },
      PATIENCE,
    );
  });
}
