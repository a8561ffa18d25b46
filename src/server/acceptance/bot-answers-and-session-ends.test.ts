import { describe, expect, test } from "bun:test";
import type { SessionFact } from "#domain/model/fact.ts";
import { MINUTE, SECOND } from "#domain/model/instant.ts";
import {
  DONE,
  event,
  fails,
  finishes,
  startBotServer,
  streams,
  streamsText,
  textEvent,
} from "../bots/testing/fake-bot-server.ts";
import { type StreamedAnswer, appendToStreamedAnswer } from "../../widget/chat/streamed-answer.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { connectBot } from "../testing/connect-bot.ts";
import { recordedFactsOf } from "../testing/recorded-facts.ts";
import { sendMessage } from "../testing/send-message.ts";
import { openChat } from "../testing/open-chat.ts";
import { ADMIN, startTestServer, until } from "../testing/test-server.ts";
import { endOverdueSessions } from "../services/conversations/end-overdue-sessions.ts";
import { takeOverDeadInstances } from "../services/instances/take-over-dead-instances.ts";
import { returnChatsOfAbsentMembers } from "../services/routing/return-chats.ts";

const kinds = (facts: SessionFact[]) => facts.map(({ kind }) => kind);
const lastText = (facts: SessionFact[]) =>
  facts.flatMap((fact) => (fact.kind === "message-posted" ? [fact.message] : [])).at(-1);

for (const engine of ENGINES) {
  describe(`answering on ${engine.name}`, () => {
    test("the company's own chatbot is asked with its token, and its words come as they are said", async () => {
      const more = Promise.withResolvers<void>();
      await using bot = await startBotServer(streamsText("Yes, ", more.promise, "within 30 days."));
      await using server = await startTestServer(await engine.open());
      await connectBot(await server.member(ADMIN), bot);
      const { customer, sessionId } = await openChat(server);
      const streamed: string[] = [];
      customer.session.whispers.subscribe(
        { sessionId },
        { onData: (item) => void (item.kind === "bot-words" && streamed.push(item.text)) },
      );

      await sendMessage(customer, sessionId);
      await until(() => streamed.join("") === "Yes, ");
      more.resolve();
      await until(async () => lastText(await recordedFactsOf(server, sessionId))?.author.kind === "bot");

      expect(lastText(await recordedFactsOf(server, sessionId))?.text).toBe("Yes, within 30 days.");
      expect(bot.requests[0]?.headers["authorization"]).toBe("Bearer secret-token");
    });

    test("who takes over while the chatbot speaks is the last to speak; its words so far stay, marked", async () => {
      const never = Promise.withResolvers<void>();
      await using bot = await startBotServer(streamsText("Yes, with", never.promise, "in 30 days."));
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      await connectBot(ana, bot);
      const { customer, sessionId } = await openChat(server);
      let streamed = "";
      customer.session.whispers.subscribe(
        { sessionId },
        { onData: (item) => void (item.kind === "bot-words" && (streamed += item.text)) },
      );
      await sendMessage(customer, sessionId);
      await until(() => streamed === "Yes, with");

      await ana.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text: "Ana here." });
      await until(async () => lastText(await recordedFactsOf(server, sessionId))?.stopped === true);
      never.resolve();
      await server.composition.botRunner.idle();

      const facts = await recordedFactsOf(server, sessionId);
      expect(lastText(facts)).toMatchObject({ text: "Yes, with", stopped: true });
      expect(facts.filter(({ kind }) => kind === "message-posted")).toHaveLength(3);
    });

    test.each([
      ["the line is cut", { ...streams(textEvent("We open at")), end: "torn" } as const, "cut"],
      [
        "an error comes",
        streams(textEvent("We open at"), event({ error_code: 50_001 }), DONE),
        "server-error",
      ],
      [
        "the model's limit comes",
        streams(textEvent("We open at"), finishes("length"), DONE),
        "answer-too-long",
      ],
    ])("what the customer has read stays when %s, and the agent is told", async (_how, reply, cause) => {
      await using bot = await startBotServer(reply);
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      await ana.agent.setAvailable.mutate({ available: false });
      await connectBot(ana, bot);
      const { customer, sessionId } = await openChat(server);

      await sendMessage(customer, sessionId);
      await until(async () => kinds(await recordedFactsOf(server, sessionId)).includes("bot-turn-failed"));

      const facts = await recordedFactsOf(server, sessionId);
      expect(facts.slice(-3)).toMatchObject([
        { kind: "message-posted", message: { text: "We open at", stopped: true } },
        { kind: "bot-turn-failed", cause },
        { kind: "session-held", holder: { kind: "queue" } },
      ]);
      const shown = (await customer.session.current.query({})).session?.talk.entries;
      expect(shown?.slice(-2)).toMatchObject([
        { message: { text: "We open at", stopped: true } },
        { line: { kind: "bot-failed" } },
      ]);
    });

    test.each(["customer", "member"])(
      "what the customer has read stays when the %s ends the chat",
      async (by) => {
        const never = new Promise(() => {});
        await using bot = await startBotServer(streamsText("Yes, with", never));
        await using server = await startTestServer(await engine.open());
        const ana = await server.member(ADMIN);
        await connectBot(ana, bot);
        const { customer, sessionId } = await openChat(server);
        let streamed = "";
        customer.session.whispers.subscribe(
          { sessionId },
          { onData: (item) => void (item.kind === "bot-words" && (streamed += item.text)) },
        );
        await sendMessage(customer, sessionId);
        await until(() => streamed === "Yes, with");

        if (by === "customer") await customer.session.end.mutate({ sessionId });
        else await ana.agent.end.mutate({ sessionId });
        await server.composition.botRunner.idle();

        expect((await recordedFactsOf(server, sessionId)).slice(-3)).toMatchObject([
          { kind: "message-posted", message: { text: "Yes, with", stopped: true } },
          { kind: "bot-turn-stopped", why: "ended" },
          { kind: "session-ended" },
        ]);
        expect(server.composition.services.spokenWords.size).toBe(0);
        const { ended } = await customer.session.current.query({});
        expect(ended?.talk.entries.at(-1)).toMatchObject({ message: { text: "Yes, with", stopped: true } });
      },
    );

    test("thoughts that only their end shows to be some are taken back from every reader", async () => {
      const more = Promise.withResolvers<void>();
      await using bot = await startBotServer(
        streamsText("Hm, tea. ", more.promise, "</think>\n\n", "Yes, ", "we do."),
      );
      await using server = await startTestServer(await engine.open());
      await connectBot(await server.member(ADMIN), bot);
      const { customer, sessionId } = await openChat(server);
      let streamed: StreamedAnswer | null = null;
      customer.session.whispers.subscribe(
        { sessionId },
        {
          onData: (item) => {
            if (item.kind === "bot-words") streamed = appendToStreamedAnswer(streamed, item);
          },
        },
      );
      const textOfStream = () => streamed?.text ?? "";

      await sendMessage(customer, sessionId);
      await until(() => textOfStream() === "Hm, tea. ");
      more.resolve();
      await until(() => textOfStream() === "Yes, we do.");
      await until(async () => lastText(await recordedFactsOf(server, sessionId))?.author.kind === "bot");

      expect(lastText(await recordedFactsOf(server, sessionId))).toMatchObject({
        text: "Yes, we do.",
        stopped: false,
      });
    });

    test("an answer that is too long ends with a sentence, and both sides are told", async () => {
      await using bot = await startBotServer(streamsText("We open at nine. ".repeat(600)));
      await using server = await startTestServer(await engine.open());
      await connectBot(await server.member(ADMIN), bot);
      const { customer, sessionId } = await openChat(server);

      await sendMessage(customer, sessionId);
      await until(async () => lastText(await recordedFactsOf(server, sessionId))?.author.kind === "bot");

      const message = lastText(await recordedFactsOf(server, sessionId));
      expect(message).toMatchObject({ stopped: false, shortened: true });
      expect(message?.text).toMatch(/^(We open at nine\. )+We open at nine\.$/);
      const entries = (await customer.session.current.query({})).session?.talk.entries;
      expect(entries?.at(-1)).toMatchObject({ message: { shortened: true } });
    });

    test("a form that the server refuses is refused once, and not at every question", async () => {
      await using bot = await startBotServer((request) =>
        request.body?.messages[0]?.role === "system"
          ? fails(400, "System role not supported")
          : streamsText("Yes."),
      );
      await using server = await startTestServer(await engine.open());
      await connectBot(await server.member(ADMIN), bot);
      for (let chat = 0; chat < 2; chat += 1) {
        const { customer, sessionId } = await openChat(server);
        await sendMessage(customer, sessionId);
        await until(async () => lastText(await recordedFactsOf(server, sessionId))?.author.kind === "bot");
      }

      expect(bot.requests).toHaveLength(3);
    });

    test("a chatbot that refuses its token leaves one honest line and a place in line", async () => {
      await using bot = await startBotServer(fails(401, "no"));
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      await ana.agent.setAvailable.mutate({ available: false });
      await connectBot(ana, bot);
      const { customer, sessionId } = await openChat(server);

      await sendMessage(customer, sessionId);
      await until(async () => kinds(await recordedFactsOf(server, sessionId)).includes("bot-turn-failed"));

      const facts = await recordedFactsOf(server, sessionId);
      expect(facts.at(-2)).toMatchObject({ kind: "bot-turn-failed", cause: "unauthorized" });
      expect(facts.at(-1)).toMatchObject({
        kind: "session-held",
        holder: { kind: "queue" },
        needsPerson: true,
      });
    });

    test("a token is forgotten when the chatbot moves to another origin, and never sent there", async () => {
      await using bot = await startBotServer(streamsText("Hello."));
      await using other = await startBotServer(streamsText("Hello."));
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const chatbot = await connectBot(ana, bot);
      expect((await ana.settings.get.query()).tokenHint).toBe("oken");

      await connectBot(ana, other, null);
      const tested = ana.settings.testChatbot.mutate({ ...chatbot, token: null });

      expect((await ana.settings.get.query()).tokenHint).toBeNull();
      await tested;
      const { customer, sessionId } = await openChat(server);
      await sendMessage(customer, sessionId);
      await until(async () => lastText(await recordedFactsOf(server, sessionId))?.author.kind === "bot");
      expect(other.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined]);
    });

    test("no payload holds the chatbot's token", async () => {
      await using bot = await startBotServer(streamsText("Hello."));
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      await connectBot(ana, bot, "canary-9f2c71");

      const shown = JSON.stringify([
        await ana.settings.get.query(),
        await ana.agent.me.query(),
        await ana.team.get.query(),
      ]);

      expect(shown).not.toContain("canary");
    });

    test("a turn whose process is gone runs again under its own id", async () => {
      const never = new Promise(() => {});
      await using bot = await startBotServer((_, count) =>
        count === 1 ? streamsText(never) : streamsText("Here again."),
      );
      await using server = await startTestServer(await engine.open());
      await connectBot(await server.member(ADMIN), bot);
      const { customer, sessionId } = await openChat(server);
      await sendMessage(customer, sessionId);
      await until(() => bot.requests.length === 1);
      const turnId = (await recordedFactsOf(server, sessionId)).flatMap((f) =>
        f.kind === "bot-turn-started" ? [f.turn.turnId] : [],
      )[0];

      // Leave the state of a kill -9: the turn stays open, and no process runs it.
      const { services, store } = server.composition;
      await store.transact(
        async ({ db, tables }) => void (await db.update(tables.session).set({ turnInstanceId: "gone" })),
      );
      await store.transact(async ({ db, tables }) => {
        await db.insert(tables.instance).values({ id: "gone", startedAt: 0, seenAt: 0 });
      });
      await takeOverDeadInstances(services, 0);
      await until(async () => lastText(await recordedFactsOf(server, sessionId))?.text === "Here again.");

      expect(lastText(await recordedFactsOf(server, sessionId))?.clientId).toBe(turnId);
    });
  });

  describe(`time on ${engine.name}`, () => {
    test("the sweep ends what is due, dated by the clock, however many look at once", async () => {
      let now = Date.now();
      await using server = await startTestServer(await engine.open({ now: () => now }), () => now);
      const { sessionId } = await openChat(server);

      now += 5 * MINUTE - 1;
      await endOverdueSessions(server.composition.services);
      expect(kinds(await recordedFactsOf(server, sessionId))).toEqual(["session-opened"]);
      now += 1;
      await Promise.all([
        endOverdueSessions(server.composition.services),
        endOverdueSessions(server.composition.services),
      ]);

      expect((await recordedFactsOf(server, sessionId)).slice(1)).toMatchObject([
        { kind: "session-ended", at: now, by: { kind: "idle" } },
      ]);
    });

    test("a late message is refused as too late, never as unknown, and its words are not stored", async () => {
      let now = Date.now();
      await using server = await startTestServer(await engine.open({ now: () => now }), () => now);
      const { customer, sessionId } = await openChat(server);
      now += 5 * MINUTE;

      await expect(sendMessage(customer, sessionId)).rejects.toMatchObject({
        data: { refusal: "session-ended" },
      });

      expect(kinds(await recordedFactsOf(server, sessionId))).toEqual(["session-opened", "session-ended"]);
    });

    test("after the end the widget is shown the form, and the chat that ended", async () => {
      let now = Date.now();
      await using server = await startTestServer(await engine.open({ now: () => now }), () => now);
      const { customer, sessionId } = await openChat(server);
      now += 5 * MINUTE;

      const state = await customer.session.current.query();

      expect(state).toMatchObject({ session: null, ended: { id: sessionId } });
    });

    test("a quiet chat of an agent who is gone is marked once, and looked at without writing after that", async () => {
      let now = Date.now();
      await using server = await startTestServer(await engine.open({ now: () => now }), () => now);
      const ana = await server.member(ADMIN);
      const { sessionId } = await openChat(server);
      await ana.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text: "Hi" });
      const { presence, services } = server.composition;
      const { orgId, member } = await ana.agent.me.query();
      await presence.disconnected(orgId, member.id);
      now += 30 * SECOND;
      let writes = 0;
      const record: typeof services.record = (...command) => {
        writes += 1;
        return services.record(...command);
      };

      for (let look = 0; look < 3; look += 1) await returnChatsOfAbsentMembers({ ...services, record });

      expect(writes).toBe(1);
      expect((await recordedFactsOf(server, sessionId)).at(-1)).toMatchObject({
        kind: "holder-away",
        away: true,
      });
      await presence.connected(orgId, member.id);
    });

    test("chats of an agent who lost the connection come back into line after the grace, not before", async () => {
      let now = Date.now();
      await using server = await startTestServer(await engine.open({ now: () => now }), () => now);
      const ana = await server.member(ADMIN);
      await ana.settings.turnSwitch.mutate({ answers: "agents" });
      const { customer, sessionId } = await openChat(server);
      await sendMessage(customer, sessionId);
      const { presence, services } = server.composition;
      const { orgId, member } = await ana.agent.me.query();

      await presence.disconnected(orgId, member.id);
      now += 30 * SECOND - 1;
      await returnChatsOfAbsentMembers(services);
      expect((await recordedFactsOf(server, sessionId)).at(-1)?.kind).not.toBe("session-held");
      now += 1;
      await returnChatsOfAbsentMembers(services);

      expect((await recordedFactsOf(server, sessionId)).at(-1)).toMatchObject({
        holder: { kind: "queue" },
        returned: true,
      });
      await presence.connected(orgId, member.id);
    });
  });
}
