import { describe, expect, test } from "bun:test";
import { decideReceive } from "#domain/conversations/receive-message.ts";
import { SECOND } from "#domain/model/instant.ts";
import { deleteAbsences } from "../../db/conversations/absences.ts";
import { recordHeartbeat, removeInstance } from "../../db/instances/instances.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { messageCommand } from "../../db/testing/sample-commands.ts";
import { Deployment } from "./testing/presence-deployment.ts";

const BOT = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;
const MARIA = "cus_maria_anybody";

for (const engine of ENGINES) {
  describe(`customers' presence across boots and instances on ${engine.name}`, () => {
    test("is found again of who is there and was marked by another instance in the same moment", async () => {
      await using it = await Deployment.open(engine);
      const here = await it.boot();
      const id = await it.open();
      await it.pass(40 * SECOND);
      await it.store.transact((writer) => deleteAbsences(writer, it.orgId, [id]));
      here.connected(MARIA);

      await it.pass(75 * SECOND);

      expect(it.presenceFacts).toEqual(["customer-left", "customer-back"]);
    });

    test("lasts 60 s after a boot, and is then lost by who has not connected again", async () => {
      await using it = await Deployment.open(engine);
      const first = await it.boot();
      await it.open("maria");
      await it.open("noor");
      for (const name of ["maria", "noor"] as const) first.connected(`cus_${name}_anybody`);
      await it.pass(30 * SECOND);
      it.kill(first);
      it.pause(100 * SECOND);

      const second = await it.boot(20 * SECOND);
      second.connected(MARIA);
      await it.pass(39 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      await it.pass(2 * SECOND);

      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("is not lost within 60 s of a boot, not even by who was about to be lost before", async () => {
      await using it = await Deployment.open(engine);
      const first = await it.boot();
      const id = await it.open();
      first.connected(MARIA);
      first.disconnected(it.orgId, MARIA, id);
      await it.pass(29 * SECOND);
      it.pause(20 * SECOND);

      await it.pass(59 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      first.connected(MARIA);
      await it.pass(60 * SECOND);

      expect(it.presenceFacts).toEqual([]);
    });

    test("is not lost within 60 s of a boot by who becomes of interest meanwhile", async () => {
      await using it = await Deployment.open(engine, "bot");
      const first = await it.boot();
      const id = await it.open();
      first.connected(MARIA);
      it.kill(first);

      const second = await it.boot(12 * SECOND);
      await it.record(it.orgId, messageCommand(id, "Are you still there?", { author: BOT }));
      await it.pass(47 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      second.connected(MARIA);
      await it.pass(60 * SECOND);

      expect(it.presenceFacts).toEqual([]);
    });

    test("lasts 30 s from a message that another instance records", async () => {
      await using it = await Deployment.open(engine);
      const [, there] = [await it.boot(), await it.boot()];
      const sessionId = await it.open();
      await it.pass(40 * SECOND);
      const incoming = { sessionId, clientId: "1", text: "Hello?" };
      const needs = { sessions: [sessionId] };
      await it.record(it.orgId, { needs, decide: (scene) => decideReceive(scene, incoming) });

      await there.check();
      await it.pass(29 * SECOND);
      expect(it.presenceFacts).toEqual(["customer-left", "customer-back"]);
      await it.pass(3 * SECOND);

      expect(it.presenceFacts).toEqual(["customer-left", "customer-back", "customer-left"]);
    });

    test("on several instances is lost with the last connection to any of them", async () => {
      await using it = await Deployment.open(engine);
      const [here, there] = [await it.boot(), await it.boot()];
      const id = await it.open();
      here.connected(MARIA);
      there.connected(MARIA);

      here.disconnected(it.orgId, MARIA, id);
      await it.pass(90 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      there.disconnected(it.orgId, MARIA, id);
      await it.pass(31 * SECOND);
      expect(it.presenceFacts).toEqual(["customer-left"]);
      here.connected(MARIA);
      await it.pass(SECOND);

      expect(it.presenceFacts).toEqual(["customer-left", "customer-back"]);
    });

    test("has 60 s after the death of another instance", async () => {
      await using it = await Deployment.open(engine);
      const { store } = it;
      const [here, there] = [await it.boot(), await it.boot()];
      await store.transact(async (writer) => recordHeartbeat(writer, "ins_there", await writer.now()));
      await it.pass(SECOND);
      await it.open();
      there.connected(MARIA);
      await it.pass(30 * SECOND);
      it.kill(there);
      await store.transact((writer) => removeInstance(writer, "ins_there", null));

      await it.pass(59 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      await it.pass(2 * SECOND);
      expect(it.presenceFacts).toEqual(["customer-left"]);
      here.connected(MARIA);
      await it.pass(SECOND);

      expect(it.presenceFacts).toEqual(["customer-left", "customer-back"]);
    });

    test("is lost by nobody while an instance of an earlier build runs, which says nothing of its customers", async () => {
      await using it = await Deployment.open(engine);
      const { store } = it;
      const here = await it.boot();
      const { instance } = store.tables;
      await store.transact(async (writer) =>
        writer.db.insert(instance).values({ id: "ins_old", startedAt: 1, seenAt: await writer.now() }),
      );
      const id = await it.open();
      here.connected(MARIA);
      here.disconnected(it.orgId, MARIA, id);

      await it.pass(90 * SECOND);
      expect(it.presenceFacts).toEqual([]);
      await store.transact((writer) => removeInstance(writer, "ins_old", null));
      await it.pass(61 * SECOND);

      expect(it.presenceFacts).toEqual(["customer-left"]);
    });

    test("of who was on a machine that was shut down in silence is found by the search of the queue", async () => {
      await using it = await Deployment.open(engine);
      await it.boot();
      const there = await it.boot();
      const id = await it.open();
      there.connected(MARIA);
      await it.pass(20 * SECOND);
      there.disconnected(it.orgId, MARIA, id);
      it.kill(there);

      await it.pass(95 * SECOND);

      expect(it.presenceFacts).toEqual(["customer-left"]);
    });
  });
}
