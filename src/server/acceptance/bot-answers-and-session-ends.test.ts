import { describe, expect, test } from "bun:test";
import type { SessionFact } from "#domain/model/fact.ts";
import { MINUTE, SECOND } from "#domain/model/instant.ts";
import { fails, speaks, startBotServer } from "../bots/testing/fake-bot-server.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { endDue, succeedSilent } from "../services/instances/scheduler.ts";
import { returnChatsOfGone } from "../services/team/member-presence.ts";
import { connectChatbot } from "../testing/connect-bot.ts";
import { historyOf } from "../testing/recorded-facts.ts";
import { say } from "../testing/send-message.ts";
import { walkIn } from "../testing/open-chat.ts";
import { ADMIN, startWorld, until } from "../testing/test-server.ts";

const kinds = (facts: SessionFact[]) => facts.map(({ kind }) => kind);
const lastText = (facts: SessionFact[]) =>
  facts.flatMap((fact) => (fact.kind === "message-posted" ? [fact.message] : [])).at(-1);

for (const engine of ENGINES) {
  describe(`answering on ${engine.name}`, () => {
    test("the company's own chatbot is asked with its token, and its words come as they are said", async () => {
      const more = Promise.withResolvers<void>();
      await using bot = await startBotServer(speaks("Yes, ", more.promise, "within 30 days."));
      await using world = await startWorld(await engine.open());
      await connectChatbot(await world.member(ADMIN), bot);
      const { customer, sessionId } = await walkIn(world);
      const heard: string[] = [];
      customer.session.whispers.subscribe(
        { sessionId },
        { onData: (whisper) => void (whisper.kind === "bot-words" && heard.push(whisper.text)) },
      );

      await say(customer, sessionId);
      await until(() => heard.join("") === "Yes, ");
      more.resolve();
      await until(async () => lastText(await historyOf(world, sessionId))?.author.kind === "bot");

      expect(lastText(await historyOf(world, sessionId))?.text).toBe("Yes, within 30 days.");
      expect(bot.requests[0]?.headers["authorization"]).toBe("Bearer secret-token");
    });

    test("who takes over while the chatbot speaks is the last to speak; its words so far stay, marked", async () => {
      const never = Promise.withResolvers<void>();
      await using bot = await startBotServer(speaks("Yes, with", never.promise, "in 30 days."));
      await using world = await startWorld(await engine.open());
      const ana = await world.member(ADMIN);
      await connectChatbot(ana, bot);
      const { customer, sessionId } = await walkIn(world);
      let heard = "";
      customer.session.whispers.subscribe(
        { sessionId },
        { onData: (whisper) => void (whisper.kind === "bot-words" && (heard += whisper.text)) },
      );
      await say(customer, sessionId);
      await until(() => heard === "Yes, with");

      await ana.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text: "Ana here." });
      await until(async () => lastText(await historyOf(world, sessionId))?.stopped === true);
      never.resolve();
      await world.house.bots.idle();

      const facts = await historyOf(world, sessionId);
      expect(lastText(facts)).toMatchObject({ text: "Yes, with", stopped: true });
      expect(facts.filter(({ kind }) => kind === "message-posted")).toHaveLength(3);
    });

    test("a chatbot that refuses its token leaves one honest line and a place in line", async () => {
      await using bot = await startBotServer(fails(401, "no"));
      await using world = await startWorld(await engine.open());
      const ana = await world.member(ADMIN);
      await ana.agent.setAvailable.mutate({ available: false });
      await connectChatbot(ana, bot);
      const { customer, sessionId } = await walkIn(world);

      await say(customer, sessionId);
      await until(async () => kinds(await historyOf(world, sessionId)).includes("bot-turn-failed"));

      const facts = await historyOf(world, sessionId);
      expect(facts.at(-2)).toMatchObject({ kind: "bot-turn-failed", cause: "unauthorized" });
      expect(facts.at(-1)).toMatchObject({
        kind: "session-held",
        holder: { kind: "queue" },
        needsPerson: true,
      });
    });

    test("a token is forgotten when the chatbot moves to another origin, and never sent there", async () => {
      await using bot = await startBotServer(speaks("Hello."));
      await using other = await startBotServer(speaks("Hello."));
      await using world = await startWorld(await engine.open());
      const ana = await world.member(ADMIN);
      const chatbot = await connectChatbot(ana, bot);
      expect((await ana.settings.get.query()).tokenHint).toBe("oken");

      await connectChatbot(ana, other, null);
      const tested = ana.settings.testChatbot.mutate({ ...chatbot, usesKnowledge: false, token: null });

      expect((await ana.settings.get.query()).tokenHint).toBeNull();
      await tested;
      const { customer, sessionId } = await walkIn(world);
      await say(customer, sessionId);
      await until(async () => lastText(await historyOf(world, sessionId))?.author.kind === "bot");
      expect(other.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined]);
    });

    test("no payload holds the chatbot's token", async () => {
      await using bot = await startBotServer(speaks("Hello."));
      await using world = await startWorld(await engine.open());
      const ana = await world.member(ADMIN);
      await connectChatbot(ana, bot, "canary-9f2c71");

      const told = JSON.stringify([
        await ana.settings.get.query(),
        await ana.agent.me.query(),
        await ana.team.get.query(),
      ]);

      expect(told).not.toContain("canary");
    });

    test("a turn whose process is gone runs again under its own id", async () => {
      const never = new Promise(() => {});
      await using bot = await startBotServer((_, count) =>
        count === 1 ? speaks(never) : speaks("Here again."),
      );
      await using world = await startWorld(await engine.open());
      await connectChatbot(await world.member(ADMIN), bot);
      const { customer, sessionId } = await walkIn(world);
      await say(customer, sessionId);
      await until(() => bot.requests.length === 1);
      const turnId = (await historyOf(world, sessionId)).flatMap((f) =>
        f.kind === "bot-turn-started" ? [f.turn.turnId] : [],
      )[0];

      // As after kill -9: the turn stays open, and nobody runs it.
      const { desk, store } = world.house;
      await store.transact(
        async ({ db, tables }) => void (await db.update(tables.session).set({ turnInstanceId: "gone" })),
      );
      await store.transact(async ({ db, tables }) => {
        await db.insert(tables.instance).values({ id: "gone", startedAt: 0, seenAt: 0 });
      });
      await succeedSilent(desk, 0);
      await until(async () => lastText(await historyOf(world, sessionId))?.text === "Here again.");

      expect(lastText(await historyOf(world, sessionId))?.clientId).toBe(turnId);
    });
  });

  describe(`time on ${engine.name}`, () => {
    test("the sweep ends what is due, dated by the clock, however many look at once", async () => {
      let now = Date.now();
      await using world = await startWorld(await engine.open({ now: () => now }), () => now);
      const { sessionId } = await walkIn(world);

      now += 5 * MINUTE - 1;
      await endDue(world.house.desk);
      expect(kinds(await historyOf(world, sessionId))).toEqual(["session-opened"]);
      now += 1;
      await Promise.all([endDue(world.house.desk), endDue(world.house.desk)]);

      expect((await historyOf(world, sessionId)).slice(1)).toMatchObject([
        { kind: "session-ended", at: now, by: { kind: "idle" } },
      ]);
    });

    test("a late message is refused as too late, never as unknown, and its words are not stored", async () => {
      let now = Date.now();
      await using world = await startWorld(await engine.open({ now: () => now }), () => now);
      const { customer, sessionId } = await walkIn(world);
      now += 5 * MINUTE;

      await expect(say(customer, sessionId)).rejects.toMatchObject({ data: { refusal: "session-ended" } });

      expect(kinds(await historyOf(world, sessionId))).toEqual(["session-opened", "session-ended"]);
    });

    test("after the end the widget is shown the form, and the chat that ended", async () => {
      let now = Date.now();
      await using world = await startWorld(await engine.open({ now: () => now }), () => now);
      const { customer, sessionId } = await walkIn(world);
      now += 5 * MINUTE;

      const state = await customer.session.current.query();

      expect(state).toMatchObject({ session: null, ended: { id: sessionId } });
    });

    test("a quiet chat of an agent who is gone is marked once, and looked at without writing after that", async () => {
      let now = Date.now();
      await using world = await startWorld(await engine.open({ now: () => now }), () => now);
      const ana = await world.member(ADMIN);
      const { sessionId } = await walkIn(world);
      await ana.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text: "Hi" });
      const { presence, desk } = world.house;
      const { orgId, member } = await ana.agent.me.query();
      await presence.left(orgId, member.id);
      now += 30 * SECOND;
      let writes = 0;
      const record: typeof desk.record = (...command) => {
        writes += 1;
        return desk.record(...command);
      };

      for (let look = 0; look < 3; look += 1) await returnChatsOfGone({ ...desk, record });

      expect(writes).toBe(1);
      expect((await historyOf(world, sessionId)).at(-1)).toMatchObject({ kind: "holder-away", away: true });
      await presence.arrived(orgId, member.id);
    });

    test("chats of an agent who lost the connection come back into line after the grace, not before", async () => {
      let now = Date.now();
      await using world = await startWorld(await engine.open({ now: () => now }), () => now);
      const ana = await world.member(ADMIN);
      await ana.settings.turnSwitch.mutate({ answers: "agents" });
      const { customer, sessionId } = await walkIn(world);
      await say(customer, sessionId);
      const { presence, desk } = world.house;
      const { orgId, member } = await ana.agent.me.query();

      await presence.left(orgId, member.id);
      now += 30 * SECOND - 1;
      await returnChatsOfGone(desk);
      expect((await historyOf(world, sessionId)).at(-1)?.kind).not.toBe("session-held");
      now += 1;
      await returnChatsOfGone(desk);

      expect((await historyOf(world, sessionId)).at(-1)).toMatchObject({
        holder: { kind: "queue" },
        returned: true,
      });
      await presence.arrived(orgId, member.id);
    });
  });
}
