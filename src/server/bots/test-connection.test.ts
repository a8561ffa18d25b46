import { describe, expect, test } from "bun:test";
import { type TestReport, testConnection } from "./test-connection.ts";
import { ModelHabits } from "./openai/model-habits.ts";
import { configFor } from "./testing/ask-bot.ts";
import { createGuardedFetch } from "./egress/guarded-fetch.ts";
import {
  type BotReply,
  type ReplyScript,
  LOOPBACK_ALLOWED,
  answersWhole,
  asksForPerson,
  event,
  fails,
  finishes,
  hangs,
  html,
  json,
  redirectsTo,
  textEvent,
  streamsText,
  startBotServer,
  streams,
} from "./testing/fake-bot-server.ts";

const never = new AbortController().signal;

function run(url: string, timeoutMs = 5_000): Promise<TestReport> {
  return testConnection(
    {
      url,
      token: "sk-canary",
      model: "tea-1",
      timeoutMs,
      fetch: createGuardedFetch(LOOPBACK_ALLOWED),
      habits: new ModelHabits(() => 0),
    },
    never,
  );
}

async function against(script: BotReply | ReplyScript, timeoutMs = 5_000): Promise<TestReport> {
  await using bot = await startBotServer(script);
  return await run(bot.url, timeoutMs);
}

const outcomes = (report: TestReport) => report.checks.map(({ outcome }) => outcome);

describe("the test of a connection", () => {
  test("shows the address called, when life came, when words came, and what they were", async () => {
    await using bot = await startBotServer(streamsText("Hello! ", "How can I help?"));
    let now = 0;
    const config = {
      url: `${bot.url}/`,
      token: "",
      model: "tea-1",
      timeoutMs: 5_000,
      fetch: createGuardedFetch(LOOPBACK_ALLOWED),
      habits: new ModelHabits(() => 0),
    };
    const report = await testConnection(config, never, () => (now += 40.4));

    expect(report).toEqual({
      address: `${bot.url}/chat/completions`,
      checks: [
        { check: "address", outcome: "ok", ms: 40 },
        { check: "token", outcome: "ok", ms: null },
        { check: "model", outcome: "ok", ms: null },
        { check: "words", outcome: "ok", ms: 81 },
      ],
      sample: "Hello! How can I help?",
      knownModels: [],
    });
    expect(bot.requests).toHaveLength(1);
  });

  test("shows no more than the beginning of a long answer", async () => {
    expect((await against(streamsText("😀".repeat(300)))).sample).toBe("😀".repeat(100));
    expect((await against(answersWhole("Hi"))).sample).toBe("Hi");
  });

  test("is content with a chatbot that would rather have a person", async () => {
    const report = await against(asksForPerson());
    expect(outcomes(report)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(report.sample).toBeNull();
  });

  const failing: [name: string, script: BotReply | ReplyScript, outcomes: readonly string[]][] = [
    ["a web page", html(), ["not-compatible", "not-run", "not-run", "not-run"]],
    ["a wrong path", html(404), ["not-compatible", "not-run", "not-run", "not-run"]],
    ["a redirection", redirectsTo("https://evil.example"), ["redirected", "not-run", "not-run", "not-run"]],
    ["a wrong token", fails(401, "Incorrect API key"), ["ok", "unauthorized", "not-run", "not-run"]],
    ["an unknown model", fails(404, "The model does not exist"), ["ok", "ok", "unknown-model", "not-run"]],
    [
      "a country not served",
      fails(403, "Country not supported"),
      ["ok", "country-not-supported", "not-run", "not-run"],
    ],
    [
      "an address not allowed",
      fails(403, "IP not whitelisted"),
      ["ok", "ip-not-allowed", "not-run", "not-run"],
    ],
    ["no access, no reason", fails(403, "Forbidden"), ["ok", "forbidden", "not-run", "not-run"]],
    [
      "a model not to be used",
      fails(403, "No access to model tea-1"),
      ["ok", "ok", "model-not-allowed", "not-run"],
    ],
    ["no credit", fails(402, "Insufficient balance"), ["ok", "not-run", "not-run", "out-of-credit"]],
    [
      "a short context",
      fails(400, "maximum context length"),
      ["ok", "not-run", "not-run", "question-too-long"],
    ],
    ["a question refused", fails(400, "Bad"), ["ok", "not-run", "not-run", "rejected"]],
    ["too much at once", fails(429, "Slow down"), ["ok", "not-run", "not-run", "rate-limited"]],
    ["a broken server", fails(500, "Oops"), ["ok", "not-run", "not-run", "server-error"]],
    ["half an answer", streams(textEvent("Hel")), ["ok", "ok", "ok", "cut"]],
    [
      "an error in the middle",
      streams(textEvent("Hel"), event({ error_code: 5 })),
      ["ok", "ok", "ok", "server-error"],
    ],
    [
      "the model's limit",
      streams(textEvent("Hel"), finishes("length")),
      ["ok", "ok", "ok", "answer-too-long"],
    ],
    ["a filter", streams(finishes("content_filter")), ["ok", "ok", "ok", "content-filter"]],
    ["an empty answer", streamsText(), ["ok", "ok", "ok", "empty"]],
  ];
  test.each(failing)("finds the step that fails: %s", async (_name, script, expected) => {
    const report = await against(script);
    expect(outcomes(report)).toEqual([...expected] as ReturnType<typeof outcomes>);
    expect(report.sample).toBeNull();
  });

  test("shows the answer only, and not what was thought, nor a call written as text", async () => {
    expect((await against(streamsText("Hm, ", "tea.", "</think>", "Hello!"))).sample).toBe("Hello!");
    const called = await against(streamsText('<tool_call>{"name":"ask_for_person"}</tool_call>'));
    expect(called).toMatchObject({ sample: null, checks: [{}, {}, {}, { outcome: "ok" }] });
  });

  test("asks in the form that the server takes, and does not rely on what was learned before", async () => {
    await using bot = await startBotServer((request) =>
      request.body?.messages[0]?.role === "system"
        ? fails(400, "System role not supported")
        : streamsText("Hello!"),
    );
    const config = configFor(bot.url);
    for (let times = 1; times <= 2; times += 1) {
      expect((await testConnection(config, never)).sample).toBe("Hello!");
      expect(bot.requests).toHaveLength(2 * times);
    }
  });

  test("tells a server that does not answer from one that does not speak", async () => {
    expect(outcomes(await against(hangs(), 40))).toEqual(["timeout", "not-run", "not-run", "not-run"]);
    const silent = streams(": on my way\n\n", new Promise(() => undefined));
    expect(outcomes(await against(silent, 100))).toEqual(["ok", "ok", "ok", "timeout"]);
  });

  test("tells where it may not call, and what is no address", async () => {
    expect(await run("http://10.0.0.5/v1")).toMatchObject({
      address: "http://10.0.0.5/v1/chat/completions",
      checks: [{ outcome: "blocked" }, { outcome: "not-run" }, {}, {}],
    });
    expect(await run("my chatbot")).toMatchObject({
      address: "",
      checks: [{ outcome: "unreachable" }, {}, {}, {}],
    });
  });

  test("names models the server has, if it says so, when the one typed is unknown", async () => {
    await using bot = await startBotServer(fails(404, "The model `tea-1` does not exist"));
    expect((await run(bot.url)).knownModels).toEqual([]);

    bot.models = [
      "tea-2",
      "",
      "\u001B[31mtea-3",
      "x".repeat(500),
      ...Array.from({ length: 40 }, (_none, at) => `m${at}`),
    ];
    const { knownModels } = await run(bot.url);
    expect(knownModels.slice(0, 4)).toEqual(["tea-2", "tea-3", "x".repeat(100), "m0"]);
    expect(knownModels).toHaveLength(20);
  });

  test("never repeats what a server sent with an error, nor the token", async () => {
    for (const status of [200, 400, 401, 403, 404, 418, 429, 500, 503]) {
      const reply = json(status, { error: { message: "secret-of-the-intranet sk-canary" } });
      const report = await against({ ...reply, headers: { "x-secret": "secret-of-the-intranet" } });
      expect(JSON.stringify(report)).not.toMatch(/intranet|canary/);
    }
  });

  test("with an empty URL asks the built-in chatbot, and no server", async () => {
    const report = await run("");
    expect(outcomes(report)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(report).toMatchObject({ address: "", knownModels: [] });
    expect(report.sample).toStartWith("Hello!");
  });

  test("stops when it is stopped", async () => {
    await using bot = await startBotServer(hangs());
    const stop = new AbortController();
    const config = {
      url: bot.url,
      token: "",
      model: "",
      timeoutMs: 5_000,
      fetch: createGuardedFetch(LOOPBACK_ALLOWED),
      habits: new ModelHabits(() => 0),
    };
    const report = testConnection(config, stop.signal).catch((error: unknown) => error);
    stop.abort(new Error("closed"));
    expect(await report).toEqual(new Error("closed"));
  });
});
