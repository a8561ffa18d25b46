import { describe, expect, test } from "bun:test";
import { fails, streamsText, startBotServer } from "../bots/testing/fake-bot-server.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { sendMessage } from "../testing/send-message.ts";
import { openChat } from "../testing/open-chat.ts";
import { ADMIN, type Client, startTestServer, until, type TestServer } from "../testing/test-server.ts";
import { defaultSettings } from "#domain/model/settings.ts";

/** Connects the chatbot at `url`, and makes all agents unavailable, because they would get its chats at once. */
async function connect(ana: Client, url: string): Promise<void> {
  await ana.agent.setAvailable.mutate({ available: false });
  await ana.settings.setChatbot.mutate({
    ...defaultSettings("Fern & Kettle", 0).chatbot,
    url,
    model: "tea-1",
    timeoutMs: 5_000,
    usesKnowledge: false,
    token: null,
  });
}

/** Asks as a customer. Returns who holds the chat once it is assigned. */
async function askOnce(server: TestServer): Promise<string | undefined> {
  const { customer, sessionId } = await openChat(server);
  await sendMessage(customer, sessionId, "Can I return opened tea?");
  const talk = async () => (await customer.session.current.query()).session?.talk;
  await until(async () => {
    const now = await talk();
    return now?.holder.kind !== "bot" || (now.turn === null && now.entries.length > 1);
  });
  return (await talk())?.holder.kind;
}

describe.each([...ENGINES])("on $name", ({ open }) => {
  test("a chatbot that has cost what it may in a day is asked no more: people answer, and the admin is told why", async () => {
    await using server = await startTestServer(await open(), Date.now, {
      rateLimits: "on",
      botDailyTokens: 1,
    });
    await using bot = await startBotServer(streamsText("Yes."));
    const ana = await server.member(ADMIN);
    await connect(ana, bot.url);

    expect([await askOnce(server), await askOnce(server)]).toEqual(["bot", "queue"]);

    expect(bot.requests).toHaveLength(1);
    expect((await ana.settings.get.query()).botTrouble?.cause).toBe("over-budget");
  });

  test("a server that has failed five times on end is asked no more, while people answer", async () => {
    await using server = await startTestServer(await open(), Date.now, { rateLimits: "on" });
    await using bot = await startBotServer(fails(500, "no"));
    const ana = await server.member(ADMIN);
    await connect(ana, bot.url);
    const { customer, sessionId } = await openChat(server);
    for (let at = 0; at < 6; at += 1) {
      await sendMessage(customer, sessionId, "Can I return opened tea?");
      await until(async () => (await customer.session.current.query()).session?.talk.holder.kind === "queue");
      await customer.session.askBot.mutate({ sessionId });
      await until(async () => (await customer.session.current.query()).session?.talk.turn === null);
    }

    expect(bot.requests).toHaveLength(5);
    expect((await ana.settings.get.query()).botTrouble?.cause).toBe("server-error");
  });
});
