import { describe, expect, test } from "bun:test";
import { HOUR, MINUTE } from "#domain/model/instant.ts";
import { getSession, listActiveSessions } from "../../db/conversations/sessions.ts";
import { listInstances, recordHeartbeat } from "../../db/instances/instances.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { createMemberPresence } from "../team/member-presence.ts";
import { companyServices } from "../testing/company-services.ts";
import { runScheduler, type SchedulerDeps } from "./scheduler.ts";

/** A company, and the scheduler of its only process with doubles that count what they are asked to do. */
async function scheduled(engine: Engine, { isSteady = true } = {}) {
  const it = await companyServices(engine, { answers: "agents" });
  const calls: string[] = [];
  const count = (name: string) => async () => void calls.push(name);
  const deps: SchedulerDeps = {
    services: it.services,
    heartbeat: { beat: count("beat"), stop: count("stop"), isSteady: () => isSteady },
    botRunner: { reconcile: count("reconcile") },
    presence: { repair: count("repair") },
    customerPresence: { check: count("check") },
    publicSettings: { check: count("check availability") },
    retention: { erase: count("erase"), removeArticles: count("remove articles") },
  };
  /** Runs the first round of every task, and no other. */
  const runOnce = () => {
    const abort = new AbortController();
    const run = runScheduler(deps, abort.signal);
    abort.abort();
    return run;
  };
  return { ...it, deps, calls, runOnce };
}

for (const engine of ENGINES) {
  describe(`the scheduler on ${engine.name}`, () => {
    test("does its work in the first round, and ends when it is told to", async () => {
      await using it = await scheduled(engine);
      const { clock, store, orgId, record } = it;
      const { result: overdue } = await record(orgId, openCommand("maria"));
      clock.now += 10 * MINUTE;
      const { result: waiting } = await record(orgId, openCommand("noor"));
      await addMemberWithAccount(store, orgId, "Mia");

      await it.runOnce();

      expect(it.calls.toSorted()).toEqual([
        "beat",
        "check",
        "check availability",
        "erase",
        "reconcile",
        "remove articles",
        "repair",
      ]);
      expect(it.reported).toEqual([]);
      expect(await getSession(store, orgId, overdue)).toMatchObject({ endedBy: { kind: "idle" } });
      // Assigned by the sweep, because nothing else has noticed the agent.
      expect(await getSession(store, orgId, waiting)).toMatchObject({ holder: { name: "Mia" } });
      expect(await listActiveSessions(store, orgId)).toHaveLength(1);
    });

    test("takes over from dead instances only while its own heartbeat is steady", async () => {
      for (const isSteady of [true, false]) {
        await using it = await scheduled(engine, { isSteady });
        const { clock, store } = it;
        await store.transact((writer) => recordHeartbeat(writer, "ins_2", clock.now));
        clock.now += MINUTE;

        await it.runOnce();

        expect(await listInstances(store)).toHaveLength(isSteady ? 0 : 1);
      }
    });

    test("keeps the rows of absent members for an hour", async () => {
      await using it = await scheduled(engine);
      const { clock, store, orgId, services } = it;
      const mia = await addMemberWithAccount(store, orgId, "Mia", { present: false });
      const presence = createMemberPresence(services);
      await presence.connected(orgId, mia.id);
      await presence.disconnected(orgId, mia.id);
      const rows = () => store.db.select().from(store.tables.presence);
      clock.now += HOUR - 1;
      await it.runOnce();
      expect(await rows()).toHaveLength(1);
      clock.now += 1;

      await it.runOnce();

      expect(await rows()).toEqual([]);
    });

    test("reports a task that fails by its name, and goes on with the others", async () => {
      await using it = await scheduled(engine);
      it.deps.presence.repair = () => Promise.reject(new Error("the disk is full"));

      await it.runOnce();

      expect(it.reported).toEqual(["repairing presence"]);
      expect(it.calls.toSorted()).toEqual([
        "beat",
        "check",
        "check availability",
        "erase",
        "reconcile",
        "remove articles",
      ]);
    });
  });
}

test("every task is repeated in its own time until the scheduler is told to end", async () => {
  const [engine] = ENGINES;
  if (engine === undefined) throw new Error("there is no database");
  await using it = await scheduled(engine);
  const abort = new AbortController();
  const run = runScheduler(it.deps, abort.signal);
  while (it.calls.filter((name) => name === "check").length < 4) await Bun.sleep(5);
  const many = it.calls.length;
  abort.abort();
  await run;

  const timesOf = (name: string) => it.calls.filter((call) => call === name).length;
  expect([timesOf("reconcile"), timesOf("repair"), timesOf("beat")].map((times) => times > 1)).toEqual([
    true,
    true,
    true,
  ]);
  expect(timesOf("repair")).toBeLessThan(timesOf("check"));
  expect(it.calls.length).toBeLessThan(many + 3);
}, 20_000);
