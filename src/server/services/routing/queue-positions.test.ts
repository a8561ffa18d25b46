import { describe, expect, test } from "bun:test";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { countRows } from "../../db/testing/count-rows.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { endCommand, messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import { companyServices } from "../testing/company-services.ts";
import { createQueuePositions } from "./queue-positions.ts";

/** A company whose chats wait, the positions in its queue, and what is published of them. */
async function queue(engine: Engine) {
  const it = await companyServices(engine, { answers: "agents" });
  const { orgId, services, record } = it;
  const counting = countRows(it.store);
  services.store = counting.store;
  const positions = createQueuePositions(services);
  it.follow((of, facts) => positions.onFacts(of, facts));
  const published: EphemeralEvent[] = [];
  services.ephemeralEvents.subscribe(orgId, null, { onEvent: (event) => void published.push(event) });
  const open = async (name: string): Promise<SessionId> => {
    it.clock.now += 1;
    return (await record(orgId, openCommand(name))).result;
  };
  return { ...it, positions, published, open, rows: counting.rows };
}

function at(sessionId: SessionId, position: number): EphemeralEvent {
  return { kind: "position", sessionId, position };
}

for (const engine of ENGINES) {
  describe(`places in the queue on ${engine.name}`, () => {
    test("are published after a change, once for all changes of a moment, and again after the next one", async () => {
      await using it = await queue(engine);
      const [first, second, third] = [await it.open("ada"), await it.open("ben"), await it.open("cleo")];
      await it.positions.idle();
      it.published.length = 0;
      const change = [
        { no: 1, sessionNo: 1, fact: { kind: "customer-back", sessionId: first, at: 1 } },
      ] as const;
      for (let times = 0; times < 3; times += 1) it.positions.onFacts(it.orgId, change);
      await it.positions.idle();
      expect(it.published).toEqual([at(first, 1), at(second, 2), at(third, 3)]);

      await it.record(it.orgId, endCommand(first));
      await it.positions.idle();

      expect(it.published.slice(3)).toEqual([at(second, 1), at(third, 2)]);
    });

    test("are not published for what leaves the queue as it is", async () => {
      await using it = await queue(engine);
      const first = await it.open("ada");
      await it.positions.idle();
      await it.record(it.orgId, messageCommand(first, "Hello?"));
      await it.positions.idle();

      expect(it.published).toHaveLength(1);
    });

    test("are told to who asks, with one look at the queue for all who ask at once", async () => {
      await using it = await queue(engine);
      const [first, second] = [await it.open("ada"), await it.open("ben")];
      await it.positions.idle();
      const before = it.rows();
      const askAll = () =>
        Promise.all([first, second, "ses_none" as const].map((id) => it.positions.positionOf(it.orgId, id)));

      const places = [at(first, 1), at(second, 2), null];
      expect(await Promise.all([askAll(), askAll()])).toEqual([places, places]);
      expect(it.rows() - before).toBe(2);
    });

    test("are told as they are after a change, and looked up again after a while even without one", async () => {
      await using it = await queue(engine);
      const [first, second] = [await it.open("ada"), await it.open("ben")];
      expect(await it.positions.positionOf(it.orgId, second)).toEqual(at(second, 2));
      await it.record(it.orgId, endCommand(first));
      expect(await it.positions.positionOf(it.orgId, second)).toEqual(at(second, 1));
      await it.positions.idle();

      // Ended where this process does not see it.
      await it.services.store.transact(({ db, tables }) => db.update(tables.session).set({ queuedAt: null }));
      while ((await it.positions.positionOf(it.orgId, second)) !== null) await Bun.sleep(5);
    });

    test("that cannot be read are reported, and looked up again for the next who asks", async () => {
      await using it = await queue(engine);
      const { store } = it.services;
      const unreadable = { ...store };
      Object.defineProperty(unreadable, "db", {
        get() {
          throw new Error("the database is away");
        },
      });
      const first = await it.open("ada");
      await it.positions.idle();
      it.published.length = 0;
      it.services.store = unreadable;
      await it.record(it.orgId, endCommand(first));
      await it.positions.idle();
      expect([it.reported, it.published]).toEqual([["publishing queue positions"], []]);
      await expect(it.positions.positionOf(it.orgId, first)).rejects.toThrow("away");
      it.services.store = store;

      expect(await it.positions.positionOf(it.orgId, first)).toBe(null);
    });
  });
}
