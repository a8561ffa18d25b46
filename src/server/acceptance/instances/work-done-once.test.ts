import { expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { recordedFactsOf } from "../../testing/recorded-facts.ts";
import { startTestInstances } from "../../testing/test-instances.ts";
import { openChat } from "../../testing/open-chat.ts";
import { ADMIN, until } from "../../testing/test-server.ts";
import { endOverdueSessions } from "../../services/conversations/end-overdue-sessions.ts";

const PATIENCE = 60_000;

test(
  "a chat whose time is up ends once, however many machines look",
  async () => {
    let now = Date.now();
    await using instances = await startTestInstances(3, { now: () => now });
    const { here } = instances;
    const visitors = await Promise.all(
      Array.from({ length: 10 }, (_unused, i) => openChat(instances.all[i % 3] ?? here, `Customer ${i}`)),
    );

    now += 5 * MINUTE;
    await Promise.all(instances.all.map(({ composition }) => endOverdueSessions(composition.services)));

    for (const { sessionId } of visitors) {
      const ends = (await recordedFactsOf(here, sessionId)).filter(({ kind }) => kind === "session-ended");
      expect(ends).toHaveLength(1);
    }
  },
  PATIENCE,
);

test(
  "chats that come in on all machines at once are shared out evenly, each to one agent",
  async () => {
    await using instances = await startTestInstances(3);
    const { here, there, yonder } = instances;
    const ana = await here.member(ADMIN);
    await ana.settings.turnSwitch.mutate({ answers: "agents" });
    for (const [name, server] of [
      ["ben", there],
      ["cleo", yonder],
    ] as const)
      await (await server.member(await here.addAgent(name))).agent.me.query();
    await until(
      async () => (await ana.agent.colleagues.query()).filter(({ present }) => present).length === 3,
    );

    const chats = await Promise.all(
      Array.from({ length: 12 }, (_unused, i) => openChat(instances.all[i % 3] ?? here, `Customer ${i}`)),
    );

    const loads = (await ana.team.get.query()).members.map(({ load }) => load);
    expect(loads).toEqual([4, 4, 4]);
    for (const { sessionId } of chats) {
      const held = (await recordedFactsOf(here, sessionId)).filter(
        (fact) => fact.kind === "session-held" && fact.holder.kind === "agent",
      );
      expect(held.length).toBeLessThanOrEqual(1);
    }
  },
  PATIENCE,
);
