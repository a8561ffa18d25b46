import { expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { streamsText, startBotServer } from "../../bots/testing/fake-bot-server.ts";
import { chatAcrossInstances } from "../../testing/chat-across-instances.ts";
import { recordedFactsOf } from "../../testing/recorded-facts.ts";
import { declareDead, startTestInstances } from "../../testing/test-instances.ts";
import { sendMessage } from "../../testing/send-message.ts";
import { openChat } from "../../testing/open-chat.ts";
import { textsIn, watchSession } from "../../testing/watch-session.ts";
import { ADMIN, until } from "../../testing/test-server.ts";
import { takeOverDeadInstances } from "../../services/instances/take-over-dead-instances.ts";
import { returnChatsOfAbsentMembers } from "../../services/routing/return-chats.ts";

const PATIENCE = 60_000;

test(
  "a turn of a machine that has died runs again on exactly one of those that find it; one that comes back adds nothing",
  async () => {
    await using instances = await startTestInstances(3);
    const { here, there, yonder } = instances;
    const waking = Promise.withResolvers<void>();
    await using bot = await startBotServer((_question, count) =>
      count === 1 ? streamsText("From the dead", waking.promise, "!") : streamsText("Here again."),
    );
    const { token, customer, sessionId } = await chatAcrossInstances(instances, bot);
    const seen = await watchSession(there.customer(token), sessionId);
    await sendMessage(customer, sessionId, "Can I return opened tea?");
    await until(() => bot.requests.length === 1);
    await here.freeze();
    await declareDead(here);

    await Promise.all([
      takeOverDeadInstances(there.composition.services, SECOND),
      takeOverDeadInstances(yonder.composition.services, SECOND),
    ]);
    await until(() => textsIn(seen).includes("Here again."));
    waking.resolve();
    await here.composition.botRunner.idle();

    const facts = await recordedFactsOf(there, sessionId);
    expect(facts.flatMap((fact) => (fact.kind === "bot-turn-started" ? [fact.turn.attempt] : []))).toEqual([
      1, 2,
    ]);
    expect(textsIn(seen)).toEqual(["Can I return opened tea?", "Here again."]);
    expect(bot.requests).toHaveLength(2);
  },
  PATIENCE,
);

test(
  "a machine that stops before its turn is over hands the turn on at once",
  async () => {
    await using instances = await startTestInstances(2);
    const { here, there } = instances;
    const never = new Promise(() => {});
    await using bot = await startBotServer((_question, count) =>
      count === 1 ? streamsText(never) : streamsText("Here again."),
    );
    const { token, customer, sessionId } = await chatAcrossInstances(instances, bot);
    const seen = await watchSession(there.customer(token), sessionId);
    await sendMessage(customer, sessionId, "Can I return opened tea?");
    await until(() => bot.requests.length === 1);

    await here.freeze();
    await here.composition.heartbeat.stop();
    await takeOverDeadInstances(there.composition.services);

    await until(() => textsIn(seen).includes("Here again."));
  },
  PATIENCE,
);

test(
  "members of a machine that has died are away after the grace, and their chats that wait are back in line, once",
  async () => {
    let now = Date.now();
    await using instances = await startTestInstances(3, { now: () => now });
    const { here, there, yonder } = instances;
    const ana = await here.member(ADMIN);
    await ana.settings.turnSwitch.mutate({ answers: "agents" });
    const { customer, sessionId } = await openChat(there);
    await sendMessage(customer, sessionId, "Hello?");
    await here.freeze();
    now += 11 * SECOND;
    for (const { composition } of [there, yonder]) await composition.heartbeat.beat();

    await Promise.all([
      takeOverDeadInstances(there.composition.services),
      takeOverDeadInstances(yonder.composition.services),
    ]);
    await returnChatsOfAbsentMembers(there.composition.services);
    expect((await recordedFactsOf(there, sessionId)).at(-1)?.kind).toBe("message-posted");
    now += 30 * SECOND;
    await Promise.all([
      returnChatsOfAbsentMembers(there.composition.services),
      returnChatsOfAbsentMembers(yonder.composition.services),
    ]);

    const after = (await recordedFactsOf(there, sessionId)).slice(-2);
    expect(after.map(({ kind }) => kind)).toEqual(["message-posted", "session-held"]);
    expect(after[1]).toMatchObject({ holder: { kind: "queue" }, returned: true });
  },
  PATIENCE,
);

test(
  "a machine that was taken for dead and was only slow writes its members down again",
  async () => {
    await using instances = await startTestInstances(2);
    const { here, there } = instances;
    const ana = await here.member(ADMIN);
    const { member } = await ana.agent.me.query();
    const presentOn = async () => {
      const { presence } = there.composition.store.tables;
      const rows = await there.composition.store.db.select().from(presence);
      return rows.some(({ memberId, goneAt }) => memberId === member.id && goneAt === null);
    };
    await until(presentOn);
    await declareDead(here);
    await takeOverDeadInstances(there.composition.services, SECOND);

    await until(presentOn);
  },
  PATIENCE,
);
