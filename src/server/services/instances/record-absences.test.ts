import { describe, expect, test } from "bun:test";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { listAbsences } from "../../db/conversations/absences.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { RecordCommand } from "../../db/record/recorder.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { endCommand, messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import { companyServices } from "../testing/company-services.ts";
import {
  forgetAbsences,
  markAbsent,
  markReturned,
  noteAbsences,
  postponeAllAbsences,
} from "./record-absences.ts";

const BOT = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;

function keysOf(orgId: OrgId, count: number) {
  return Array.from({ length: count }, (_, no) => ({ orgId, sessionId: `ses_${no}` as const }));
}

test("many who return are recorded two hundred at a time, company by company", async () => {
  const recorded: [OrgId, number, SessionId | undefined][] = [];
  const record = async (orgId: OrgId, { needs }: { needs: { sessions?: readonly SessionId[] } }) => {
    recorded.push([orgId, needs.sessions?.length ?? 0, needs.sessions?.at(-1)]);
    return { result: null, facts: [], now: 1 };
  };
  const services = { record: record as unknown as RecordCommand } as Parameters<typeof markReturned>[0];
  await markReturned(services, []);
  expect(recorded).toEqual([]);

  await markReturned(services, [...keysOf("org_1", 401), ...keysOf("org_2", 200)]);

  expect(recorded).toEqual([
    ["org_1", 200, "ses_199"],
    ["org_1", 200, "ses_399"],
    ["org_1", 1, "ses_400"],
    ["org_2", 200, "ses_199"],
  ]);
});

/** A company with chats that wait, and one with the chatbot of which everything is read. */
async function chats(engine: Engine) {
  const it = await companyServices(engine, { answers: "agents" });
  const { store, orgId, record } = it;
  const open = async (name: string) => (await record(orgId, openCommand(name))).result;
  const hasLeft = async (id: SessionId) =>
    ((await getSession(store, orgId, id))?.customerLeftAt ?? null) !== null;
  const noted = async () => (await listAbsences(store)).map(({ sessionId, dueAt }) => [sessionId, dueAt]);
  return { ...it, open, hasLeft, noted };
}

function possible(orgId: OrgId, sessionId: SessionId, since: number | null = 100) {
  return { orgId, sessionId, since, graceMs: 30, isLoss: true };
}

for (const engine of ENGINES) {
  describe(`absences on ${engine.name}`, () => {
    test("are noted of who is nowhere here and waits or has something to read, with when they are due", async () => {
      await using it = await chats(engine);
      const { store, orgId, services, record } = it;
      const [waiting, here, ended] = [await it.open("a"), await it.open("b"), await it.open("c")];
      await record(orgId, endCommand(ended));
      const entries = [waiting, here, ended].map((id) => possible(orgId, id));

      await noteAbsences(services, entries, (customerId) => customerId === "cus_b_anybody");
      expect(await it.noted()).toEqual([[waiting, 130]]);
      await noteAbsences(services, [possible(orgId, waiting, 500)], () => false);
      expect(await it.noted()).toEqual([[waiting, 130]]);
      await postponeAllAbsences(services, 900);
      expect(await it.noted()).toEqual([[waiting, 900]]);
      await forgetAbsences(services, [{ orgId, sessionId: waiting }]);

      expect(await listAbsences(store)).toEqual([]);
    });

    test("are marked once due, and forgotten where they have become of no interest", async () => {
      await using it = await chats(engine);
      const { store, orgId, services, record } = it;
      const [waiting, answered] = [await it.open("a"), await it.open("b")];
      const entries = [waiting, answered].map((id) => possible(orgId, id));
      await noteAbsences(services, entries, () => false);
      await record(orgId, messageCommand(answered, "We open at nine.", { author: BOT }));
      await record(orgId, endCommand(answered));

      await markAbsent(services, entries);

      expect([await it.hasLeft(waiting), await it.hasLeft(answered)]).toEqual([true, false]);
      expect((await it.noted()).map(([id]) => id)).toEqual([waiting]);
      expect((await listAbsences(store))[0]).toMatchObject({ isMarked: true });
      const before = it.facts.length;
      await markAbsent(services, []);
      expect(it.facts).toHaveLength(before);
    });

    test("that are all marked cost no write besides, which would stop a wipe of the file", async () => {
      await using it = await chats(engine);
      const { store, orgId, services } = it;
      const id = await it.open("a");
      let writes = 0;
      services.store = {
        ...store,
        transact(...given) {
          writes += 1;
          return store.transact(...given);
        },
      };

      await markAbsent(services, [{ orgId, sessionId: id }]);

      expect([await it.hasLeft(id), writes]).toEqual([true, 0]);
    });

    test("of who was marked and is here after all end, and of who was marked and is not stay noted", async () => {
      await using it = await chats(engine);
      const { orgId, services } = it;
      const [here, away] = [await it.open("a"), await it.open("b")];
      const entries = [here, away].map((id) => possible(orgId, id));
      await noteAbsences(services, entries, () => false);
      await markAbsent(services, entries);
      await forgetAbsences(services, entries);

      await noteAbsences(services, entries, (customerId) => customerId === "cus_a_anybody");

      expect([await it.hasLeft(here), await it.hasLeft(away)]).toEqual([false, true]);
      expect((await it.noted()).map(([id]) => id)).toEqual([away]);
      expect(it.kinds().filter((kind) => kind === "customer-back")).toHaveLength(1);
    });

    test("are of no interest with the chatbot, once the customer has read everything", async () => {
      await using it = await companyServices(engine);
      const { store, orgId, services, record } = it;
      const { result: id } = await record(orgId, openCommand("a"));
      await record(orgId, messageCommand(id, "We open at nine.", { author: BOT }));
      await noteAbsences(services, [possible(orgId, id)], () => false);
      expect(await listAbsences(store)).toHaveLength(1);
      await store.transact((writer) =>
        raiseReadMark(writer, { orgId, sessionId: id, reader: "customer" }, 1),
      );

      await markAbsent(services, [{ orgId, sessionId: id }]);

      expect(await listAbsences(store)).toEqual([]);
      expect(it.kinds()).not.toContain("customer-left");
    });
  });
}
