import { expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { speaks, startBotServer } from "../../bots/testing/fake-bot-server.ts";
import { succeedSilent } from "../../services/instances/scheduler.ts";
import { returnChatsOfGone } from "../../services/team/member-presence.ts";
import { chatAcross } from "../../testing/chat-across-instances.ts";
import { historyOf } from "../../testing/recorded-facts.ts";
import { declareSilent, startMachines } from "../../testing/test-instances.ts";
import { say } from "../../testing/send-message.ts";
import { walkIn } from "../../testing/open-chat.ts";
import { textsIn, watch } from "../../testing/watch-session.ts";
import { ADMIN, until } from "../../testing/test-server.ts";

const PATIENCE = 60_000;

test(
  "a turn of a machine that has died runs again on exactly one of those that find it; one that comes back adds nothing",
  async () => {
    await using machines = await startMachines(3);
    const { here, there, yonder } = machines;
    const waking = Promise.withResolvers<void>();
    await using bot = await startBotServer((_question, count) =>
      count === 1 ? speaks("From the dead", waking.promise, "!") : speaks("Here again."),
    );
    const { token, customer, sessionId } = await chatAcross(machines, bot);
    const seen = await watch(there.visitor(token), sessionId);
    await say(customer, sessionId, "Can I return opened tea?");
    await until(() => bot.requests.length === 1);
    await here.freeze();
    await declareSilent(here);

    await Promise.all([succeedSilent(there.house.desk, SECOND), succeedSilent(yonder.house.desk, SECOND)]);
    await until(() => textsIn(seen).includes("Here again."));
    waking.resolve();
    await here.house.bots.idle();

    const facts = await historyOf(there, sessionId);
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
    await using machines = await startMachines(2);
    const { here, there } = machines;
    const never = new Promise(() => {});
    await using bot = await startBotServer((_question, count) =>
      count === 1 ? speaks(never) : speaks("Here again."),
    );
    const { token, customer, sessionId } = await chatAcross(machines, bot);
    const seen = await watch(there.visitor(token), sessionId);
    await say(customer, sessionId, "Can I return opened tea?");
    await until(() => bot.requests.length === 1);

    await here.freeze();
    await here.house.heart.stop();
    await succeedSilent(there.house.desk);

    await until(() => textsIn(seen).includes("Here again."));
  },
  PATIENCE,
);

test(
  "members of a machine that has died are away after the grace, and their chats that wait are back in line, once",
  async () => {
    let now = Date.now();
    await using machines = await startMachines(3, { now: () => now });
    const { here, there, yonder } = machines;
    const ana = await here.member(ADMIN);
    await ana.settings.turnSwitch.mutate({ answers: "agents" });
    const { customer, sessionId } = await walkIn(there);
    await say(customer, sessionId, "Hello?");
    await here.freeze();
    now += 11 * SECOND;
    for (const { house } of [there, yonder]) await house.heart.beat();

    await Promise.all([succeedSilent(there.house.desk), succeedSilent(yonder.house.desk)]);
    await returnChatsOfGone(there.house.desk);
    expect((await historyOf(there, sessionId)).at(-1)?.kind).toBe("message-posted");
    now += 30 * SECOND;
    await Promise.all([returnChatsOfGone(there.house.desk), returnChatsOfGone(yonder.house.desk)]);

    const after = (await historyOf(there, sessionId)).slice(-2);
    expect(after.map(({ kind }) => kind)).toEqual(["message-posted", "session-held"]);
    expect(after[1]).toMatchObject({ holder: { kind: "queue" }, returned: true });
  },
  PATIENCE,
);

test(
  "a machine that was taken for dead and was only slow writes its members down again",
  async () => {
    await using machines = await startMachines(2);
    const { here, there } = machines;
    const ana = await here.member(ADMIN);
    const { member } = await ana.agent.me.query();
    const presentOn = async () => {
      const { presence } = there.house.store.tables;
      const rows = await there.house.store.db.select().from(presence);
      return rows.some(({ memberId, goneAt }) => memberId === member.id && goneAt === null);
    };
    await until(presentOn);
    await declareSilent(here);
    await succeedSilent(there.house.desk, SECOND);

    await until(presentOn);
  },
  PATIENCE,
);
