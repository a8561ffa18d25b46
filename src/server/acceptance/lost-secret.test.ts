import { describe, expect, test } from "bun:test";
import { defaultSettings } from "#domain/model/settings.ts";
import { REQUESTED_BY } from "../http/security/csrf.ts";
import { startBotServer, streamsText } from "../bots/testing/fake-bot-server.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { connectBot } from "../testing/connect-bot.ts";
import { openChat } from "../testing/open-chat.ts";
import { sendMessage } from "../testing/send-message.ts";
import { turnOnSecondStep } from "../testing/turn-on-second-step.ts";
import { ADMIN, PASSWORD, startTestServer, until, type TestServer } from "../testing/test-server.ts";

const NEW = { appSecrets: ["another secret of the tests, also long enough to be one"] };
const OTHER_ADMIN = "ben@fern.example";

async function signInAnswer({ origin }: TestServer, email: string, code: string) {
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, [REQUESTED_BY.name]: REQUESTED_BY.value },
    body: JSON.stringify({ email, password: PASSWORD, code }),
  });
  return { status: response.status, body: await response.json() };
}

describe.each(ENGINES)("on $name, after APP_SECRET was replaced by another", (engine) => {
  test("the app names what cannot be decrypted, nothing answers 500, and all of it can be mended", async () => {
    await using bot = await startBotServer(streamsText("Yes."));
    await using place = await engine.place();
    const before = await startTestServer(await place.open());
    await before.addAgent("ben");
    const agent = await before.member(OTHER_ADMIN);
    await connectBot(await before.member(ADMIN), bot);
    await turnOnSecondStep(agent);
    await before[Symbol.asyncDispose]();

    await using server = await startTestServer(await place.open(), Date.now, NEW);
    const ana = await server.member(ADMIN);
    const { isTokenReadable, settings } = await ana.settings.get.query();
    expect(isTokenReadable).toBe(false);
    const { members } = await ana.team.get.query();
    expect(
      members.map(({ name, hasSecondStep, isSecondStepReadable }) => [
        name,
        hasSecondStep,
        isSecondStepReadable,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ["Ana", false, true],
        ["ben", true, false],
      ]),
    );
    expect(await signInAnswer(server, OTHER_ADMIN, "123456")).toEqual({
      status: 401,
      body: { code: "unreadable" },
    });

    const form = { ...settings.chatbot, token: null };
    expect(await ana.settings.testChatbot.mutate(form).catch((error) => error.data.refusal)).toBe(
      "token-unreadable",
    );
    const { customer, sessionId } = await openChat(server);
    await sendMessage(customer, sessionId, "Can I return opened tea?");
    await until(async () => (await ana.settings.get.query()).botTrouble !== null);
    expect((await ana.settings.get.query()).botTrouble?.cause).toBe("token-unreadable");
    expect(bot.requests).toEqual([]);

    await connectBot(ana, bot, "a new token");
    expect(await ana.settings.get.query()).toMatchObject({ isTokenReadable: true, tokenHint: "oken" });
    const ben = members.find(({ name }) => name === "ben");
    await ana.team.resetSecondStep.mutate({ memberId: ben?.id ?? "mem_" });
    expect((await signInAnswer(server, OTHER_ADMIN, "")).status).toBe(200);
  }, 30_000);

  test("with the former secret behind the new one everything is as it was", async () => {
    await using bot = await startBotServer(streamsText("Yes."));
    await using place = await engine.place();
    const before = await startTestServer(await place.open());
    await connectBot(await before.member(ADMIN), bot);
    await before[Symbol.asyncDispose]();

    const appSecrets = [...NEW.appSecrets, "a secret of the tests, thirty-two characters long"];
    await using server = await startTestServer(await place.open(), Date.now, { appSecrets });
    const view = await (await server.member(ADMIN)).settings.get.query();

    expect(view.isTokenReadable).toBe(true);
    expect(view.settings.chatbot.url).not.toBe(defaultSettings("", 0).chatbot.url);
  });
});
