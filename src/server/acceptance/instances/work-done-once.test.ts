import { expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { endDue } from "../../services/instances/scheduler.ts";
import { historyOf } from "../../testing/recorded-facts.ts";
import { startMachines } from "../../testing/test-instances.ts";
import { walkIn } from "../../testing/open-chat.ts";
import { ADMIN, until } from "../../testing/test-server.ts";

const PATIENCE = 60_000;

test(
  "a chat whose time is up ends once, however many machines look",
  async () => {
    let now = Date.now();
    await using machines = await startMachines(3, { now: () => now });
    const { here } = machines;
    const visitors = await Promise.all(
      Array.from({ length: 10 }, (_unused, i) => walkIn(machines.all[i % 3] ?? here, `Customer ${i}`)),
    );

    now += 5 * MINUTE;
    await Promise.all(machines.all.map(({ house }) => endDue(house.desk)));

    for (const { sessionId } of visitors) {
      const ends = (await historyOf(here, sessionId)).filter(({ kind }) => kind === "session-ended");
      expect(ends).toHaveLength(1);
    }
  },
  PATIENCE,
);

test(
  "chats that come in on all machines at once are shared out evenly, each to one agent",
  async () => {
    await using machines = await startMachines(3);
    const { here, there, yonder } = machines;
    const ana = await here.member(ADMIN);
    await ana.settings.turnSwitch.mutate({ answers: "agents" });
    for (const [name, world] of [
      ["ben", there],
      ["cleo", yonder],
    ] as const)
      await (await world.member(await here.join(name))).agent.me.query();
    await until(
      async () => (await ana.agent.colleagues.query()).filter(({ present }) => present).length === 3,
    );

    const chats = await Promise.all(
      Array.from({ length: 12 }, (_unused, i) => walkIn(machines.all[i % 3] ?? here, `Customer ${i}`)),
    );

    const loads = (await ana.team.get.query()).members.map(({ load }) => load);
    expect(loads).toEqual([4, 4, 4]);
    for (const { sessionId } of chats) {
      const held = (await historyOf(here, sessionId)).filter(
        (fact) => fact.kind === "session-held" && fact.holder.kind === "agent",
      );
      expect(held.length).toBeLessThanOrEqual(1);
    }
  },
  PATIENCE,
);
