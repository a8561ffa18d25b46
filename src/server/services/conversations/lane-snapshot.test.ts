import { describe, expect, test } from "bun:test";
import type { CustomerId, SessionId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { PAGE_FACTS } from "#domain/views/conversation-page.ts";
import { earlierPageOf, type LaneSnapshot, prependEarlier } from "#domain/views/customer-lane.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { countRows } from "../../db/testing/count-rows.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { organizationWithClock } from "../../db/testing/organization-with-clock.ts";
import { endCommand, messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import type { ServiceContext } from "../context.ts";
import { laneSnapshots, olderInLane } from "./lane-snapshot.ts";

const customerId: CustomerId = "cus_ada_anybody";
/** Rows besides facts: the customer, eleven sessions, the organization and a mark. */
const OTHER_ROWS = 15;

function textsOf({ sessions }: LaneSnapshot): string[] {
  return sessions
    .flatMap(({ facts }) => facts)
    .flatMap(({ fact }) => (fact.kind === "message-posted" ? fact.message.text : []));
}

function idsOf(lane: Pick<LaneSnapshot, "sessions"> | undefined): SessionId[] {
  return (lane?.sessions ?? []).map(({ session }) => session.id);
}

for (const engine of ENGINES) {
  describe(`a lane on ${engine.name}`, () => {
    test("is read as its newest page, whatever chats it is from, and put together from pages", async () => {
      await using organization = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record, clock } = organization;
      const written: string[] = [];
      // The middle chat is longer than a page.
      for (const [nth, length] of [30, PAGE_FACTS + 20, 40].entries()) {
        clock.now += 1_000;
        const { result: sessionId } = await record<SessionId>(orgId, openCommand("ada"));
        for (let message = 0; message < length; message += 1) {
          const text = `${nth} ${message}`;
          await record(orgId, messageCommand(sessionId, text));
          written.push(text);
        }
        if (nth < 2) await record(orgId, endCommand(sessionId));
      }
      const counting = countRows(store);
      const services = { store: counting.store } as ServiceContext;

      let [lane] = await laneSnapshots(services, orgId, "mem_ada", [customerId]);

      expect(counting.rows()).toBeLessThanOrEqual(PAGE_FACTS + OTHER_ROWS);
      expect(lane?.sessions.map(({ earlier }) => earlier)).toEqual([true, false]);
      for (let before = lane && earlierPageOf(lane); lane && before; before = earlierPageOf(lane)) {
        const rows = counting.rows();
        lane = prependEarlier(lane, await olderInLane(services, orgId, { customerId, before }));
        expect(counting.rows() - rows).toBeLessThanOrEqual(PAGE_FACTS + OTHER_ROWS);
      }
      expect(lane && textsOf(lane)).toEqual(written);
    });

    test("is read in a turn of the event loop of its own, however many are read at once", async () => {
      await using organization = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = organization;
      const names = ["ada", "ben", "cid"];
      for (const name of names) await record(orgId, openCommand(name));
      let turns = 0;
      let isCounting = true;
      const count = () => {
        turns += 1;
        if (isCounting) setImmediate(count);
      };
      setImmediate(count);

      const services = { store } as ServiceContext;
      const lanes = await laneSnapshots(
        services,
        orgId,
        "mem_ada",
        names.map((name) => `cus_${name}_anybody` as const),
      );
      isCounting = false;

      expect(lanes).toHaveLength(names.length);
      expect(turns).toBeGreaterThanOrEqual(names.length);
    });

    test("has the ten newest chats of a customer, and the others on request", async () => {
      await using organization = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record, clock } = organization;
      const services = { store } as ServiceContext;
      const ids: SessionId[] = [];
      const open = async () => {
        clock.now += 1_000;
        ids.push((await record<SessionId>(orgId, openCommand("ada"))).result);
      };
      for (let chat = 1; chat <= 10; chat += 1) {
        await open();
        await record(orgId, endCommand(ids.at(-1) ?? "ses_"));
      }
      const read = async () => (await laneSnapshots(services, orgId, "mem_ada", [customerId]))[0];
      expect(await read()).toMatchObject({ earlier: false });
      await open();

      const lane = await read();
      expect([idsOf(lane), lane?.earlier]).toEqual([ids.slice(1), true]);
      const before = { sessionId: ids[1] ?? "ses_", sessionNo: null };
      const older = await olderInLane(services, orgId, { customerId, before });

      expect([idsOf(older), older.earlier]).toEqual([ids.slice(0, 1), false]);
    });

    test("says how much of the newest chat the member has read, and leaves out whom the company does not know", async () => {
      await using organization = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = organization;
      const services = { store } as ServiceContext;
      const { result: sessionId } = await record<SessionId>(orgId, openCommand("ada"));
      await record(orgId, messageCommand(sessionId, "Hello?"));
      await store.transact((writer) => raiseReadMark(writer, { orgId, sessionId, reader: "mem_ada" }, 1));
      const read = async (memberId: "mem_ada" | "mem_ben") =>
        laneSnapshots(services, orgId, memberId, ["cus_nobody", customerId]);

      expect(await read("mem_ada")).toMatchObject([{ no: 2, customer: { id: customerId }, read: 1 }]);
      expect(await read("mem_ben")).toMatchObject([{ read: 0, earlier: false }]);
      expect((await read("mem_ada"))[0]?.sessions.map(({ earlier }) => earlier)).toEqual([false]);
    });

    test("has nothing older of a chat that is another customer's, or unknown", async () => {
      await using organization = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = organization;
      const services = { store } as ServiceContext;
      const { result: other } = await record<SessionId>(orgId, openCommand("ben"));
      const older = (sessionId: SessionId) =>
        olderInLane(services, orgId, { customerId, before: { sessionId, sessionNo: 1 } });

      await expect(older(other)).rejects.toThrow(new Refusal("session-unknown"));
      await expect(older("ses_none")).rejects.toThrow(new Refusal("session-unknown"));
    });
  });
}
