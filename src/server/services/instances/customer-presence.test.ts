import { describe, expect, test } from "bun:test";
import { decideReceive } from "#domain/conversations/receive-message.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { type Millis, SECOND } from "#domain/model/instant.ts";
import { deleteAbsences, listAbsences } from "../../db/conversations/absences.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { recordHeartbeat, removeInstance } from "../../db/instances/instances.ts";
import type { RecordCommand } from "../../db/record/recorder.ts";
import type { Store } from "../../db/store/store.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { endCommand, messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import { createTestRecorder } from "../../db/testing/test-recorder.ts";
import { CustomerPresence } from "./customer-presence.ts";

const BOT = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;
const MARIA = "cus_maria_anybody";

/** A company whose chats wait for agents, and the presences of its instances. */
class Deployment implements AsyncDisposable {
  readonly store: Store;
  readonly orgId: OrgId;
  readonly facts: string[] = [];
  readonly record: RecordCommand;
  readonly #clock: { now: number };
  #instances: readonly CustomerPresence[] = [];

  constructor(store: Store, orgId: OrgId, clock: { now: number }) {
    this.store = store;
    this.orgId = orgId;
    this.#clock = clock;
    this.record = createTestRecorder(store, (of, facts) => this.#onFacts(of, facts));
  }

  static async open(engine: Engine, answers: "agents" | "bot" = "agents"): Promise<Deployment> {
    const clock = { now: 1_000 * SECOND };
    const store = await engine.open({ now: () => clock.now });
    return new Deployment(store, await addOrganization(store, { answers }), clock);
  }

  /** Boots an instance, and lets the time after its boot pass: all of it unless told. */
  async boot(passMs = 61 * SECOND): Promise<CustomerPresence> {
    const { store, record } = this;
    const presence = new CustomerPresence({ store, record, report: complain });
    this.run(presence);
    await presence.check();
    await this.pass(passMs);
    return presence;
  }

  /** Lets an instance run from now on. */
  run(presence: CustomerPresence): void {
    this.#instances = [...this.#instances, presence];
  }

  /** The instance is killed: nothing of it runs any more. */
  kill(presence: CustomerPresence): void {
    this.#instances = this.#instances.filter((one) => one !== presence);
  }

  /** Lets time pass, in which every instance checks each second. */
  async pass(ms: Millis, ...further: CustomerPresence[]): Promise<void> {
    for (const until = this.#clock.now + ms; this.#clock.now < until;) {
      this.#clock.now += SECOND;
      for (const presence of [...this.#instances, ...further]) await presence.check();
    }
  }

  /** Nothing checks for so long, as in a pause of the machine. */
  pause(ms: Millis): void {
    this.#clock.now += ms;
  }

  async open(name = "maria"): Promise<SessionId> {
    return (await this.record(this.orgId, openCommand(name))).result;
  }

  /** The facts about who leaves and returns. */
  get presenceFacts(): string[] {
    return this.facts.filter((kind) => kind.startsWith("customer-"));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.store.close();
  }

  #onFacts(orgId: OrgId, facts: readonly NumberedFact[]): void {
    this.facts.push(...facts.map(({ fact }) => fact.kind));
    this.#instances[0]?.onFacts(orgId, facts);
  }
}

function complain(what: string, error: unknown): never {
  throw new Error(what, { cause: error });
}

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
