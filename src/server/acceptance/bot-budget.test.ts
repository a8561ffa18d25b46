import { describe, expect, test } from "bun:test";
import { fails, speaks, startBotServer } from "../bots/testing/fake-bot-server.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { say } from "../testing/send-message.ts";
import { walkIn } from "../testing/open-chat.ts";
import { ADMIN, type Client, startWorld, until, type World } from "../testing/test-server.ts";

/** The chatbot at `url`, and nobody there who would take its chats at once. */
async function connect(ana: Client, url: string): Promise<void> {
  await ana.agent.setAvailable.mutate({ available: false });
  await ana.settings.setChatbot.mutate({
    url,
    model: "tea-1",
    instructions: "Be brief.",
    timeoutMs: 5_000,
    name: "Chatbot",
    usesKnowledge: false,
    token: null,
  });
}

/** A customer asks; who holds the chat when it is settled. */
async function askOnce(world: World): Promise<string | undefined> {
  const { customer, sessionId } = await walkIn(world);
  await say(customer, sessionId, "Can I return opened tea?");
  const talk = async () => (await customer.session.current.query()).session?.talk;
  await until(async () => {
    const now = await talk();
    return now?.holder.kind !== "bot" || (now.turn === null && now.entries.length > 1);
  });
  return (await talk())?.holder.kind;
}

describe.each([...ENGINES])("on $name", ({ open }) => {
  test("a chatbot that has cost what it may in a day is asked no more: people answer, and the admin is told why", async () => {
    await using world = await startWorld(await open(), Date.now, { rateLimits: "on", botDailyTokens: 1 });
    await using bot = await startBotServer(speaks("Yes."));
    const ana = await world.member(ADMIN);
    await connect(ana, bot.url);

    expect([await askOnce(world), await askOnce(world)]).toEqual(["bot", "queue"]);

    expect(bot.requests).toHaveLength(1);
    expect((await ana.settings.get.query()).botTrouble?.cause).toBe("over-budget");
  });

  test("a server that has failed five times on end is asked no more, while people answer", async () => {
    await using world = await startWorld(await open(), Date.now, { rateLimits: "on" });
    await using bot = await startBotServer(fails(500, "no"));
    const ana = await world.member(ADMIN);
    await connect(ana, bot.url);
    const { customer, sessionId } = await walkIn(world);
    for (let at = 0; at < 6; at += 1) {
      await say(customer, sessionId, "Can I return opened tea?");
      await until(async () => (await customer.session.current.query()).session?.talk.holder.kind === "queue");
      await customer.session.askBot.mutate({ sessionId });
      await until(async () => (await customer.session.current.query()).session?.talk.turn === null);
    }

    expect(bot.requests).toHaveLength(5);
    expect((await ana.settings.get.query()).botTrouble?.cause).toBe("server-error");
  });
});
