import { describe, expect, test } from "bun:test";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { createOpenAiCompatibleBot } from "./openai-compatible-bot.ts";
import { QUESTION, askAt, askOnce, configFor, collectAnswer } from "../testing/ask-bot.ts";
import {
  type BotReply,
  type ReplyScript,
  DONE,
  answersWhole,
  event,
  fails,
  finishes,
  hangs,
  html,
  json,
  textEvent,
  streamsText,
  startBotServer,
  streams,
} from "../testing/fake-bot-server.ts";

const chunk = (delta: object) => event({ choices: [{ delta }] });

const FAILURES: [name: string, script: BotReply | ReplyScript, cause: BotFailureCause][] = [
  ["a wrong token (401)", fails(401, "Incorrect API key provided: sk-te**st"), "unauthorized"],
  ["a refusal without a reason (403)", fails(403, "Forbidden"), "forbidden"],
  [
    "an unknown model, as OpenAI says it",
    fails(404, "The model `tea-1` does not exist or you do not have access to it."),
    "unknown-model",
  ],
  [
    "an unknown model, as Ollama says it",
    json(404, { error: 'model "tea-1" not found, try pulling it first' }),
    "unknown-model",
  ],
  [
    "an unknown model, as vLLM says it",
    json(404, { object: "error", message: "The model `tea-1` does not exist.", code: 404 }),
    "unknown-model",
  ],
  ["an unknown model, as 400", fails(400, "tea-1 is not a valid model ID"), "unknown-model"],
  ["a wrong path", json(404, { detail: "Not Found" }), "not-compatible"],
  ["a web page with 404", html(404), "not-compatible"],
  ["a web page with 200", html(), "not-compatible"],
  ["plain text", { ...html(), body: ["It works!"] }, "not-compatible"],
  ["JSON of another kind", json(200, { hello: "world" }), "not-compatible"],
  ["a JSON list", json(200, []), "not-compatible"],
  ["half of a JSON object", { ...html(), body: ['{"choices": [{'] }, "not-compatible"],
  ["a stream of another kind", streams(event({ type: "ping" })), "not-compatible"],
  [
    "a chunk that is no JSON",
    streams(textEvent("Yes"), "data: {oops\n\n", finishes(), DONE),
    "not-compatible",
  ],
  ["too much at once", fails(429, "Slow down"), "rate-limited"],
  ["no credit (402)", fails(402, "Payment required"), "out-of-credit"],
  ["500", fails(500, "Internal server error"), "server-error"],
  ["502 with a web page", html(502), "server-error"],
  ["503", fails(503, "Overloaded"), "server-error"],
  ["504", html(504), "timeout"],
  [
    "an error inside the stream",
    streams(textEvent("Yes"), event({ error: { message: "CUDA out of memory" } })),
    "server-error",
  ],
  ["an error as JSON with 200", json(200, { error: { message: "model not found" } }), "unknown-model"],
  ["nothing at all", { ...html(), body: [] }, "empty"],
  ["blanks only", { ...html(), body: [" \n\n"] }, "empty"],
  ["an empty stream", streams(finishes(), DONE), "empty"],
  ["an answer of blanks", streamsText(" ", "\n"), "empty"],
  ["no choices", streams(event({ choices: [] }), DONE), "empty"],
  ["a stream torn off in the middle", { ...streams(textEvent("Yes, but")), end: "torn" }, "cut"],
  ["a stream torn off before a word", { ...streams(": hello\n\n"), end: "torn" }, "cut"],
  ["a stream that just ends in the middle", streams(textEvent("Yes, but")), "cut"],
  ["JSON torn off in the middle", { ...answersWhole("Yes."), body: ['{"choices'], end: "torn" }, "cut"],
  [
    "half a call for a person",
    { ...streams(chunk({ tool_calls: [{ function: { name: "ask_for" } }] })), end: "torn" },
    "cut",
  ],
  ["a redirection", { status: 307, headers: { location: "/v2" }, body: [], end: "properly" }, "redirected"],
];

describe("no answer comes, and why, from a server that sends", () => {
  test.each(FAILURES)("%s", async (_name, script, cause) => {
    expect((await askOnce(script)).failure?.reason).toBe(cause);
  });

  test("no sign of life in time", async () => {
    await using bot = await startBotServer(hangs());
    expect((await askAt(bot.url, 30)).failure?.reason).toBe("timeout");
  });

  test("a failure never repeats what the server said", async () => {
    const { failure } = await askOnce(fails(500, "canary-in-the-body"));
    expect(`${JSON.stringify(failure)} ${failure?.message} ${failure?.stack}`).not.toContain("canary");
    expect(failure?.cause).toBeUndefined();
  });

  test("no server, and no URL", async () => {
    const bot = await startBotServer(html());
    await bot[Symbol.asyncDispose]();
    expect((await askAt(bot.url)).failure?.reason).toBe("unreachable");
    expect((await askAt("not a url")).failure?.reason).toBe("unreachable");
    expect((await askAt("http://10.0.0.5/v1")).failure?.reason).toBe("blocked");
  });
});

const thenSpeaks =
  (first: BotReply): ReplyScript =>
  (_request, count) =>
    count === 1 ? first : streamsText("Yes.");

describe("asking again", () => {
  test("happens once, when the server names a short wait", async () => {
    await using bot = await startBotServer(thenSpeaks(fails(429, "Slow down", { "retry-after": "0" })));
    expect(await askAt(bot.url)).toMatchObject({ text: "Yes.", failure: null });
    bot.follow(fails(429, "Slow down", { "retry-after-ms": "1" }));
    expect((await askAt(bot.url)).failure).toMatchObject({ reason: "rate-limited", retryAfterMs: 1 });
    expect(bot.requests).toHaveLength(4);
  });

  test("does not happen when the wait is long, or not named", async () => {
    await using bot = await startBotServer(fails(429, "Slow down", { "retry-after": "3600" }));
    expect((await askAt(bot.url)).failure).toMatchObject({ reason: "rate-limited", retryAfterMs: 3_600_000 });
    bot.follow(fails(503, "Overloaded"));
    expect((await askAt(bot.url)).failure).toMatchObject({ reason: "server-error", retryAfterMs: null });
    expect(bot.requests).toHaveLength(2);
  });

  test("happens after at most five seconds", async () => {
    await using bot = await startBotServer(fails(429, "Slow down", { "retry-after-ms": "5001" }));
    expect((await askAt(bot.url)).failure).toMatchObject({ reason: "rate-limited", retryAfterMs: 5_001 });
    expect(bot.requests).toHaveLength(1);
  });

  test("happens once for a wait, also where the form is refused in between", async () => {
    const busy = fails(429, "Slow down", { "retry-after-ms": "1" });
    await using bot = await startBotServer((_request, count) =>
      count === 2 ? fails(400, "tea-1 does not support tools") : busy,
    );
    expect((await askAt(bot.url)).failure?.reason).toBe("rate-limited");
    expect(bot.requests).toHaveLength(3);
  });

  test("happens without the tool, when the server minds it", async () => {
    for (const refusal of [
      fails(400, "tea-1 does not support tools"),
      fails(400, '"auto" tool choice requires --enable-auto-tool-choice'),
      fails(500, "tools param requires --jinja flag"),
    ]) {
      await using bot = await startBotServer(thenSpeaks(refusal));
      expect(await askAt(bot.url)).toMatchObject({ text: "Yes.", failure: null });
      expect(bot.requests.map(({ body }) => body?.tools?.length ?? 0)).toEqual([1, 0]);
      expect(bot.requests[1]?.raw).not.toContain("ask_for_person");
    }
  });

  test("does not happen because of the tool when the server minds something else", async () => {
    for (const refusal of [
      fails(401, "No tools without a key"),
      fails(429, "Too many tool calls"),
      fails(400, "Bad"),
    ]) {
      await using bot = await startBotServer(thenSpeaks(refusal));
      expect((await askAt(bot.url)).failure).not.toBeNull();
      expect(bot.requests).toHaveLength(1);
    }
  });

  test("happens also behind a chunk that says nothing yet", async () => {
    const refusal = event({ error: { code: 400, message: "tea-1 does not support tools" } });
    await using bot = await startBotServer(
      thenSpeaks(streams(chunk({ role: "assistant", content: "" }), refusal)),
    );
    expect(await askAt(bot.url)).toMatchObject({ text: "Yes.", failure: null });
  });

  test("never happens after the first word or the first piece of a call", async () => {
    await using bot = await startBotServer({ ...streams(textEvent("Yes")), end: "torn" });
    await askAt(bot.url);
    const tooLate = event({ error: { code: 400, message: "tea-1 does not support tools" } });
    for (const begun of [textEvent("Yes"), chunk({ tool_calls: [{ function: { name: "ask" } }] })]) {
      bot.follow(streams(begun, tooLate));
      expect((await askAt(bot.url)).failure?.reason).toBe("rejected");
    }
    expect(bot.requests).toHaveLength(3);
  });
});

describe("stopping", () => {
  test.each(["before the first word", "between two words", "while waiting to ask again"])(
    "%s hangs up at once",
    async (when) => {
      const replies: Record<string, BotReply | ReplyScript> = {
        "before the first word": hangs(),
        "between two words": streamsText("Yes ", new Promise(() => undefined)),
        "while waiting to ask again": fails(429, "Slow down", { "retry-after": "5" }),
      };
      await using bot = await startBotServer(replies[when] as BotReply);
      const stop = new AbortController();
      const received = collectAnswer(
        createOpenAiCompatibleBot(configFor(bot.url))(QUESTION, stop.signal),
      ).catch((error: unknown) => error);
      while (bot.requests.length === 0) await Bun.sleep(2);
      stop.abort(new Error("stopped"));

      expect(await received).toEqual(new Error("stopped"));
      while (bot.connections.open > 0) await Bun.sleep(2);
      expect(bot.requests).toHaveLength(1);
    },
  );

  test("to listen hangs up too", async () => {
    await using bot = await startBotServer(streamsText("Yes ", "more ", new Promise(() => undefined)));
    for await (const part of createOpenAiCompatibleBot(configFor(bot.url))(
      QUESTION,
      new AbortController().signal,
    )) {
      if (part.kind === "sign-of-life") continue;
      expect(part.kind).toBe("words");
      break;
    }
    while (bot.connections.open > 0) await Bun.sleep(2);
  });
});
