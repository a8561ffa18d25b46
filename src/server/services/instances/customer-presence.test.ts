import { describe, expect, test } from "bun:test";
import { decideReceive } from "#domain/conversations/receive-message.ts";
import { SECOND } from "#domain/model/instant.ts";
import { listAbsences } from "../../db/conversations/absences.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { endCommand, messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import { CustomerPresence } from "./customer-presence.ts";
import { Deployment } from "./testing/presence-deployment.ts";

const BOT = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;
const MARIA = "cus_maria_anybody";

for (const engine of ENGINES) {
  describe(`customers' presence on ${engine.name}`, () => {
    test("is lost when the last connection of a customer in line has been closed for 30 s", async () => {
      await using it = await Deployment.open(engine);
      const here = await it.boot();
      const id = await it.open();
      here.connected(MARIA);
      here.connected(MARIA);
      await it.pass(60 * SECOND);

      here.disconnected(it.orgId, MARIA, id);
      await it.pass(60 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      here.disconnected(it.orgId, MARIA, id);
      await it.pass(30 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      await it.pass(SECOND);

      expect(it.presenceFacts).toEqual(["customer-left"]);
      await it.pass(120 * SECOND);
      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("comes back with a connection, at once", async () => {
      await using it = await Deployment.open(engine);
      const here = await it.boot();
      const id = await it.open();
      here.connected(MARIA);
      here.disconnected(it.orgId, MARIA, id);
      await it.pass(40 * SECOND);

      here.connected(MARIA);
      await here.check();

      expect(it.presenceFacts).toEqual(["customer-left", "customer-back"]);
      await it.pass(60 * SECOND);
      expect(it.presenceFacts).toHaveLength(2);
      expect(await listAbsences(it.store)).toEqual([]);
    });

    test("is not touched by connections that are soon back, of which nothing is written", async () => {
      await using it = await Deployment.open(engine);
      const here = await it.boot();
      const id = await it.open();
      here.connected(MARIA);
      for (const away of [1, 5, 9]) {
        here.disconnected(it.orgId, MARIA, id);
        await it.pass(away * SECOND);
        expect(await listAbsences(it.store)).toEqual([]);
        here.connected(MARIA);
        await it.pass(3 * SECOND);
      }
      await it.pass(60 * SECOND);

      expect(it.presenceFacts).toEqual([]);
      expect(await listAbsences(it.store)).toEqual([]);
    });

    test("is not touched by a connection that comes and goes within the 30 s", async () => {
      await using it = await Deployment.open(engine);
      const here = await it.boot();
      const id = await it.open();
      here.connected(MARIA);
      here.disconnected(it.orgId, MARIA, id);
      for (let turn = 0; turn < 4; turn += 1) {
        await it.pass(25 * SECOND);
        here.connected(MARIA);
        here.disconnected(it.orgId, MARIA, id);
      }

      expect(it.presenceFacts).toEqual([]);
      await it.pass(31 * SECOND);
      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("is lost by a customer who never connected after the form", async () => {
      await using it = await Deployment.open(engine);
      await it.boot();
      await it.open();

      await it.pass(31 * SECOND);

      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("is of no interest while a customer waits for nobody and has seen everything", async () => {
      await using it = await Deployment.open(engine, "bot");
      const here = await it.boot();
      const id = await it.open();
      const { orgId, store } = it;
      await it.record(orgId, messageCommand(id, "We open at nine.", { author: BOT }));
      const place = { orgId, sessionId: id, reader: "customer" } as const;
      await store.transact((writer) => raiseReadMark(writer, place, 1));
      here.connected(MARIA);
      here.disconnected(orgId, MARIA, id);

      await it.pass(60 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      expect(await listAbsences(store)).toEqual([]);
      await it.record(orgId, messageCommand(id, "Anything else?", { author: BOT }));
      await it.pass(31 * SECOND);

      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("is not lost later because somebody goes on writing to who has gone", async () => {
      await using it = await Deployment.open(engine, "bot");
      const here = await it.boot();
      const id = await it.open();
      here.connected(MARIA);
      here.disconnected(it.orgId, MARIA, id);
      for (let said = 0; said < 4; said += 1) {
        await it.record(it.orgId, messageCommand(id, `${said}`, { author: BOT }));
        await it.pass(10 * SECOND);
      }

      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("lasts 30 s from a message without a connection", async () => {
      await using it = await Deployment.open(engine);
      await it.boot();
      const sessionId = await it.open();
      await it.pass(40 * SECOND);
      const incoming = { sessionId, clientId: "1", text: "Hello?" };
      const needs = { sessions: [sessionId] };
      await it.record(it.orgId, { needs, decide: (scene) => decideReceive(scene, incoming) });

      await it.pass(29 * SECOND);
      expect(it.presenceFacts).toEqual(["customer-left", "customer-back"]);
      await it.pass(3 * SECOND);

      expect(it.presenceFacts).toEqual(["customer-left", "customer-back", "customer-left"]);
    });

    test("of a chat that has ended is of no interest, and nothing of it is kept", async () => {
      await using it = await Deployment.open(engine);
      const here = await it.boot();
      const [first, second] = [await it.open("maria"), await it.open("noor")];
      await it.pass(31 * SECOND);
      expect(it.presenceFacts).toHaveLength(2);

      await it.record(it.orgId, endCommand(first));
      here.connected(MARIA);
      await it.pass(2 * SECOND);

      expect(it.presenceFacts).toHaveLength(2);
      expect((await listAbsences(it.store)).map(({ sessionId }) => sessionId)).toEqual([second]);
    });

    test("is recorded of the others when what is recorded of one company fails", async () => {
      await using it = await Deployment.open(engine);
      const failing = await addOrganization(it.store, { answers: "agents" });
      const failures: unknown[] = [];
      const presence = new CustomerPresence({
        store: it.store,
        record: (orgId, command) =>
          orgId === failing ? Promise.reject(new Error("too busy")) : it.record(orgId, command),
        report: (_, error) => failures.push(error),
      });
      it.run(presence);
      await it.pass(61 * SECOND);
      await it.record(failing, openCommand("ben", "other"));
      await it.open();

      await it.pass(95 * SECOND);

      expect(failures).not.toEqual([]);
      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("is lost with the last tab, although that one shows no chat or one that has ended", async () => {
      await using it = await Deployment.open(engine, "bot");
      const here = await it.boot();
      const old = await it.open();
      await it.record(it.orgId, endCommand(old));
      const [showsOld, showsForm, writes] = [old, null, await it.open()];
      for (const _ of [showsOld, showsForm, writes]) here.connected(MARIA);
      here.disconnected(it.orgId, MARIA, writes);
      await it.record(it.orgId, messageCommand(writes, "Anything else?", { author: BOT }));
      await it.pass(60 * SECOND);
      expect(it.presenceFacts).toEqual([]);

      here.disconnected(it.orgId, MARIA, showsOld);
      here.disconnected(it.orgId, MARIA, showsForm);
      await it.pass(30 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      await it.pass(SECOND);

      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("is looked after at once when somebody who was absent connects, without waiting for the next check", async () => {
      await using it = await Deployment.open(engine);
      const here = await it.boot();
      await it.open();
      await it.pass(40 * SECOND);
      expect(it.presenceFacts).toEqual(["customer-left"]);

      here.connected(MARIA);
      here.connected(MARIA);

      while (it.presenceFacts.length < 2) await Bun.sleep(1);
      expect(it.presenceFacts).toEqual(["customer-left", "customer-back"]);
    });

    test("that cannot be looked after at once is reported, and found by the next check", async () => {
      await using it = await Deployment.open(engine);
      const reported: string[] = [];
      const services = {
        store: it.store,
        record: it.record,
        report: (what: string) => void reported.push(what),
      };
      const here = new CustomerPresence(services);
      await here.check();
      await it.open();
      // Found by the search of the queue.
      await it.pass(110 * SECOND, here);
      services.store = { ...it.store, now: () => Promise.reject(new Error("the database is away")) };
      here.connected(MARIA);
      while (reported.length === 0) await Bun.sleep(1);
      services.store = it.store;
      await here.check();

      expect(reported).toEqual(["looking after a customer who is back"]);
      expect(it.presenceFacts).toEqual(["customer-left", "customer-back"]);
    });

    test("is noted as possibly lost 10 s after the last connection, and as due after 30 s", async () => {
      await using it = await Deployment.open(engine);
      const here = await it.boot();
      const id = await it.open();
      here.connected(MARIA);
      await it.pass(20 * SECOND);
      here.disconnected(it.orgId, MARIA, id);
      await it.pass(SECOND);
      const lostAt = await it.store.now();
      await it.pass(9 * SECOND);
      expect(await listAbsences(it.store)).toEqual([]);
      await it.pass(SECOND);

      expect(await listAbsences(it.store)).toMatchObject([{ sessionId: id, dueAt: lostAt + 30 * SECOND }]);
    });

    test("of a page without a chat is of no interest", async () => {
      await using it = await Deployment.open(engine, "bot");
      const here = await it.boot();
      await it.open();
      here.connected(MARIA);
      here.disconnected(it.orgId, MARIA, null);
      await it.pass(60 * SECOND);

      expect(it.presenceFacts).toEqual([]);
    });
  });
}
