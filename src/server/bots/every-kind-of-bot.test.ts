import { describe, expect, test } from "bun:test";
import { botConnection, type BotKind } from "#domain/settings/bot-connection.ts";
import { botTypeOf } from "./bot-types.ts";
import { chooseBot } from "./choose-bot.ts";
import { BotFailure } from "./contract/bot-failure.ts";
import type { ModelConfig } from "./openai/request-completion.ts";
import { collectAnswer, configFor, QUESTION } from "./testing/ask-bot.ts";
import { type BotReply, hangs, html, json, redirectsTo, startBotServer } from "./testing/fake-bot-server.ts";

/** How a bot of each kind is set up to call the server at `url`; `null` for a kind that calls none. */
const CONFIGS: Readonly<Record<BotKind, ((url: string) => ModelConfig) | null>> = {
  "built-in": null,
  "openai-compatible": (url) => configFor(url),
};
const CALLING = Object.entries(CONFIGS).flatMap(([kind, config]) =>
  config === null ? [] : [{ kind, config }],
);

/** What no kind of bot understands as an answer. */
const FAULTY: Readonly<Record<string, BotReply>> = {
  "a page for people": html(),
  "JSON of another kind": json(200, [1, null]),
  "half an answer": { ...json(200, {}), body: ['{"a":'], end: "torn" },
  nothing: { ...json(200, {}), body: [] },
  "a refusal": json(401, {}),
  "an error": html(500),
  "a redirect": redirectsTo("http://127.0.0.1:1/"),
};

async function blockEverything(): Promise<never> {
  throw new BotFailure("blocked");
}

describe.each(CALLING)("a bot that is $kind", ({ kind, config }) => {
  test("is what its settings ask for, and says which address it calls", () => {
    const url = "https://bot.example.com/v1";

    expect(botConnection(config(url)).kind as string).toBe(kind);
    expect(botTypeOf(config(url)).addressOf(url)).toStartWith(url);
    expect(botTypeOf(config(url)).addressOf("no address")).toBe("");
  });

  test("calls its server by the guarded fetch only, for answers and for models", async () => {
    await using server = await startBotServer(json(200, {}));
    const guarded = { ...config(server.url), fetch: blockEverything };
    const { signal } = new AbortController();

    const { failure } = await collectAnswer(chooseBot(guarded)(QUESTION, signal));
    await botTypeOf(guarded).listModels(guarded, signal);

    expect(failure?.reason).toBe("blocked");
    expect(server.connections.opened).toBe(0);
  });

  test.each(Object.entries(FAULTY))("fails with a cause when it is answered with %s", async (_, reply) => {
    await using server = await startBotServer(reply);

    const { failure, text } = await collectAnswer(
      chooseBot(config(server.url))(QUESTION, new AbortController().signal),
    );

    expect(failure).toBeInstanceOf(BotFailure);
    expect(text).toBe("");
  });

  test("gives up on a server that says nothing, and hangs up", async () => {
    await using server = await startBotServer(hangs());

    const { failure } = await collectAnswer(
      chooseBot({ ...config(server.url), timeoutMs: 50 })(QUESTION, new AbortController().signal),
    );

    expect(failure?.reason).toBe("timeout");
    while (server.connections.open > 0) await Bun.sleep(1);
  });

  test("stops when it is told to, with the reason it was given", async () => {
    await using server = await startBotServer(hangs());
    const stop = new AbortController();
    const answer = collectAnswer(chooseBot(config(server.url))(QUESTION, stop.signal));
    while (server.requests.length === 0) await Bun.sleep(1);
    stop.abort(new Error("enough"));

    expect(answer).rejects.toThrow("enough");
  });
});
