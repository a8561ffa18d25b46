import { describe, expect, test } from "bun:test";
import { HOUR } from "#domain/model/instant.ts";
import type { BotQuestion, TranscriptMessage } from "../contract/bot.ts";
import { QUESTION, collectAnswer, configFor } from "../testing/ask-bot.ts";
import {
  type BotReply,
  type ReceivedRequest,
  answersWhole,
  event,
  fails,
  json,
  startBotServer,
  streams,
  streamsText,
} from "../testing/fake-bot-server.ts";
import { ModelHabits } from "./model-habits.ts";
import { createOpenAiCompatibleBot } from "./openai-compatible-bot.ts";
import type { ModelConfig } from "./request-completion.ts";

const TALK: readonly TranscriptMessage[] = [
  { from: "customer", text: "Hello" },
  { from: "bot", text: "Hi" },
  { from: "customer", text: "Do you open on Sunday?" },
];

const ask = (config: ModelConfig, change: Partial<BotQuestion> = {}) =>
  collectAnswer(
    createOpenAiCompatibleBot(config)(
      { ...QUESTION, transcript: TALK, ...change },
      new AbortController().signal,
    ),
  );

const hasSystem = ({ body }: ReceivedRequest) =>
  body?.messages.some(({ role }) => role === "system") === true;
const hasTools = ({ body }: ReceivedRequest) => (body?.tools ?? []).length > 0;
const sizeOf = ({ body }: ReceivedRequest) => JSON.stringify(body?.messages).length;

const refusing = (refusal: BotReply) => (request: ReceivedRequest) =>
  hasSystem(request) ? refusal : streamsText("Yes.");

describe("a model that takes no system message", () => {
  test.each([
    ["in the words of Gemma's template", fails(400, "System role not supported")],
    [
      "in the words of a template that alternates",
      fails(400, "Conversation roles must alternate user/assistant/…"),
    ],
    [
      "by validation",
      json(422, { detail: [{ loc: ["body", "messages", 0, "role"], msg: "'user' or 'assistant'" }] }),
    ],
    ["as an error of its own", fails(500, "TemplateError: System role not supported")],
    ["inside of the stream", streams(event({ error: { message: "System role not supported" } }))],
  ])("%s is asked again with the rules in the customer's first message", async (_name, refusal) => {
    await using bot = await startBotServer(refusing(refusal));
    expect(await ask(configFor(bot.url))).toMatchObject({ text: "Yes.", failure: null });

    expect(bot.requests).toHaveLength(2);
    const messages = bot.requests[1]?.body?.messages ?? [];
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(messages[0]?.content).toContain("You are Kettle");
    expect(messages[0]?.content).toEndWith("Hello");
    expect(messages.at(-1)?.content).toBe("Do you open on Sunday?");
    expect(bot.requests.every(hasTools)).toBeTrue();
  });

  test("is asked in that form at once the next time, until an hour later or a new configuration", async () => {
    await using bot = await startBotServer(refusing(fails(400, "System role not supported")));
    let now = 0;
    const config = { ...configFor(bot.url), habits: new ModelHabits(() => now) };
    await ask(config);
    await ask(config);
    expect(bot.requests).toHaveLength(3);
    await ask({ ...config, model: "tea-2" });
    expect(bot.requests).toHaveLength(5);
    now += HOUR;
    await ask(config);
    expect(bot.requests).toHaveLength(7);
  });

  test("nor tools nor streams is asked without them, and each once", async () => {
    await using bot = await startBotServer((request) => {
      if (request.body?.stream === true) return fails(400, "Streaming is not supported");
      if (hasSystem(request)) return fails(400, "system messages are not supported");
      return hasTools(request) ? fails(400, "tea-1 does not support tools") : answersWhole("Yes.");
    });
    const config = configFor(bot.url);
    expect(await ask(config)).toMatchObject({ text: "Yes.", failure: null });
    expect(bot.requests).toHaveLength(4);
    expect(bot.requests.at(-1)?.raw).not.toContain("ask_for_person");
    await ask(config);
    expect(bot.requests).toHaveLength(5);
  });

  test("and fails all the same is named, and nothing is learned from it", async () => {
    await using bot = await startBotServer(fails(400, "System role not supported"));
    const config = configFor(bot.url);
    expect((await ask(config)).failure?.reason).toBe("rejected");
    expect(bot.requests.map(hasSystem)).toEqual([true, false]);
    await ask(config);
    expect(bot.requests.map(hasSystem)).toEqual([true, false, true, false]);
  });
});

test("a server that demands a limit for the answer is given one, under the name it knows", async () => {
  await using bot = await startBotServer(({ raw }) => {
    if (raw.includes("max_completion_tokens")) return streamsText("Yes.");
    return raw.includes("max_tokens")
      ? fails(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
      : fails(400, "max_tokens is required");
  });
  expect((await ask(configFor(bot.url))).text).toBe("Yes.");
  expect(bot.requests).toHaveLength(3);
  expect(bot.requests.map(({ raw }) => /"max_\w+":\d+/.exec(raw)?.[0])).toEqual([
    undefined,
    '"max_tokens":2048',
    '"max_completion_tokens":2048',
  ]);
});

test("a form that was learned is tried again after its hour, also where it was used in between", async () => {
  await using bot = await startBotServer(refusing(fails(400, "System role not supported")));
  let now = 0;
  const config = { ...configFor(bot.url), habits: new ModelHabits(() => now) };
  await ask(config);
  now = HOUR - 1;
  await ask(config);
  expect(bot.requests).toHaveLength(3);
  now = HOUR;
  await ask(config);
  expect(bot.requests).toHaveLength(5);
});

describe("a chat that is too long for the model", () => {
  const long = Array.from({ length: 20 }, (_none, at): TranscriptMessage => ({
    from: at % 2 === 0 ? "customer" : "bot",
    text: `${at} ${"word ".repeat(100)}`,
  })).concat({ from: "customer", text: "Do you open on Sunday?" });
  const passages = [{ articleId: "art_1", title: "Times", text: "x".repeat(20_000) }];

  test("is asked about with less of it, never without the question, and so at once the next time", async () => {
    await using bot = await startBotServer((request) =>
      sizeOf(request) > 5_000
        ? fails(400, "This model's maximum context length is 1000 tokens")
        : streamsText("Yes."),
    );
    const config = configFor(bot.url);
    expect(await ask(config, { transcript: long, passages })).toMatchObject({ text: "Yes.", failure: null });

    const sizes = bot.requests.map(sizeOf);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    for (const { body } of bot.requests)
      expect(body?.messages.at(-1)).toEqual({ role: "user", content: "Do you open on Sunday?" });
    const asked = bot.requests.length;
    await ask(config, { transcript: long, passages });
    expect(bot.requests).toHaveLength(asked + 1);
  });

  test("is given up where even the question alone is too long, and named", async () => {
    await using bot = await startBotServer(fails(400, "prompt is too long: 9 tokens > 1 maximum"));
    const received = await ask(configFor(bot.url), {
      transcript: [{ from: "customer", text: "x".repeat(4_000) }],
    });
    expect(received.failure?.reason).toBe("question-too-long");
    expect(bot.requests).toHaveLength(4);
    const last = bot.requests.at(-1)?.body?.messages.at(-1);
    expect(last).toEqual({ role: "user", content: "x".repeat(1_000) });
  });

  test("is noticed inside of a stream too, but not behind the first word", async () => {
    const tooLong = event({ error: { message: "the request exceeds the available context size" } });
    await using bot = await startBotServer((_request, count) =>
      count === 1 ? streams(tooLong) : streamsText("Yes."),
    );
    expect((await ask(configFor(bot.url), { transcript: long })).text).toBe("Yes.");
    bot.follow(streams(event({ choices: [{ delta: { content: "Yes, we" } }] }), tooLong));
    expect(await ask(configFor(bot.url), { transcript: long })).toMatchObject({
      text: "Yes, we",
      failure: { reason: "question-too-long" },
    });
    expect(bot.requests).toHaveLength(3);
  });
});

test("what is asked last is the customer's, also where the bot's answer to the message before came behind it", async () => {
  await using bot = await startBotServer(streamsText("Yes."));
  const transcript: TranscriptMessage[] = [...TALK, { from: "bot", text: "Hi again" }];
  await ask(configFor(bot.url), { transcript });
  expect(bot.requests[0]?.body?.messages.slice(1)).toEqual([
    { role: "user", content: "Hello" },
    { role: "assistant", content: "Hi\n\nHi again" },
    { role: "user", content: "Do you open on Sunday?" },
  ]);
});
