import { describe, expect, test } from "bun:test";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { chooseBot } from "../choose-bot.ts";
import { enforceBotTimeouts } from "../enforce-bot-timeouts.ts";
import { QUESTION, askOnce, collectAnswer, configFor } from "../testing/ask-bot.ts";
import {
  type BotReply,
  DONE,
  event,
  finishes,
  json,
  startBotServer,
  streams,
  streamsText,
  textEvent,
} from "../testing/fake-bot-server.ts";
import { createOpenAiCompatibleBot } from "./openai-compatible-bot.ts";

const chunk = (delta: object, more: object = {}) => event({ choices: [{ index: 0, delta, ...more }] });
const torn = (text: string) => streamsText(...text.split(""));

describe("a model that thinks aloud", () => {
  test("is heard when it answers, however its server marks the thoughts", async () => {
    for (const thoughts of [
      "<think>Hm.</think>\n\n",
      "[THINK]Hm.[/THINK]",
      "Okay, the user asks. Hm.\n</think>\n\n",
      "Hm, tea.</think>\n\n",
      "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>",
    ]) {
      expect((await askOnce(torn(`${thoughts}We open at nine.`))).text).toBe("We open at nine.");
      expect((await askOnce(streamsText(`${thoughts}We open at nine.`))).text).toBe("We open at nine.");
      const atOnce = json(200, {
        choices: [{ message: { content: `${thoughts}We open.` }, finish_reason: "stop" }],
      });
      expect((await askOnce(atOnce)).text).toBe("We open.");
    }
  });

  test("without marking the beginning is remembered: its next thoughts are never shown", async () => {
    await using bot = await startBotServer(streamsText("Hm, ", "tea [2].", "</think>", "\n\nYes [1]."));
    const config = configFor(bot.url);
    const ask = () => collectAnswer(chooseBot(config)(QUESTION, new AbortController().signal));

    expect(await ask()).toMatchObject({ text: "Yes.", sources: ["art_returns"], restarts: 1 });
    const next = await ask();
    expect(next).toMatchObject({ text: "Yes.", sources: ["art_returns"] });
    expect(next.restarts).toBeUndefined();
  });

  test("by its name is believed to, until an answer shows that its server keeps the thoughts apart", async () => {
    await using bot = await startBotServer(streamsText("Hm, ", "tea.", "</think>", "Yes."));
    const config = { ...configFor(bot.url), model: "qwen3-30b-thinking" };
    const ask = (answer = chooseBot(config)) => collectAnswer(answer(QUESTION, new AbortController().signal));
    expect((await ask()).restarts).toBeUndefined();

    const other = { ...config, model: "tea-r1" };
    bot.follow(streamsText("Yes, ", "you can."));
    expect((await ask(chooseBot(other))).text).toBe("Yes, you can.");
    expect(config.habits.of(other).beginsWithThoughts).toBeFalse();
    expect(config.habits.of(config).beginsWithThoughts).toBeTrue();
  });

  test("and says nothing else has not answered", async () => {
    expect((await askOnce(streamsText("<think>Hm.</think>"))).failure?.reason).toBe("empty");
  });
});

describe("a wish for a person", () => {
  const asks = '{"name": "ask_for_person", "arguments": {"reason": "customer-asked"}}';

  test("is understood when it is written as text, in pieces too", async () => {
    for (const written of [
      `<tool_call>${asks}</tool_call>`,
      `[TOOL_CALLS][${asks}]`,
      asks,
      "```json\n" + asks + "\n```",
    ])
      for (const reply of [streamsText(written), torn(written), torn(`One moment.\n\n${written}`)])
        expect(await askOnce(reply)).toMatchObject({
          text: reply.body.length > written.length + 2 ? "One moment." : "",
          verdict: "asks-person",
          failure: null,
        });
  });

  test.each([
    "askForPerson",
    "AskForPerson",
    "functions.ask_for_person",
    "ask-for-person",
    "transfer_to_human",
  ])("is understood under the name %s", async (name) => {
    const call = { function: { name, arguments: '{"reason":"cannot_answer"}' } };
    const flat = { name, arguments: { reason: "cannot-answer" } };
    for (const delta of [{ tool_calls: [call] }, { tool_calls: [flat] }, { function_call: flat }])
      expect((await askOnce(streams(chunk(delta), finishes("tool_calls"), DONE))).verdict).toBe("unsure");
  });
});

const text = { text: "**NETWORK ERROR**", error_code: 50_001 };

const ERRORS: Record<string, [string, BotFailureCause]> = {
  "an error code beside a text": [event(text), "server-error"],
  "an error object": [event({ error: { message: "overloaded" } }), "server-error"],
  "an error as text": [event({ error: "overloaded" }), "server-error"],
  "an error in the manner of vLLM": [event({ object: "error", message: "oops", code: 500 }), "server-error"],
  "an error in the manner of Anthropic": [
    `event: error\n${event({ type: "error", error: { type: "overloaded_error" } })}`,
    "server-error",
  ],
  "an event named error": [`event: error\n${event({ message: "oops" })}`, "server-error"],
  "an event named error without JSON": ["event: error\ndata: oops\n\n", "server-error"],
  "a line named error": ['error: {"code":500,"message":"oops"}\n\n', "server-error"],
  "an error beside choices": [
    event({ error: { code: 502, message: "Provider disconnected" }, choices: [{ delta: { content: "" } }] }),
    "server-error",
  ],
  "an error inside of a choice": [
    event({ choices: [{ delta: { content: "" }, error: { code: 429, message: "busy" } }] }),
    "rate-limited",
  ],
  "a code and a message": [event({ code: 50_001, message: "internal" }), "server-error"],
  "a detail": [event({ detail: "Internal Server Error" }), "server-error"],
  "a status of MiniMax": [event({ base_resp: { status_code: 1_004, status_msg: "oops" } }), "server-error"],
  "an error in a list": [
    event([{ error: { code: 503, message: "The model is overloaded." } }]),
    "server-error",
  ],
  "an error in a vendor's own field": [
    event({ choices: [], x_groq: { error: "over capacity" } }),
    "server-error",
  ],
  "plain words": ["data: Error: worker died\n\n", "server-error"],
  "the context's end": [event({ error: { message: "maximum context length" } }), "question-too-long"],
  "an error as finish reason": [finishes("error"), "server-error"],
  "an abort as finish reason": [finishes("abort"), "server-error"],
  "the length as finish reason": [finishes("length"), "answer-too-long"],
  "the most tokens as finish reason": [finishes("MAX_TOKENS"), "answer-too-long"],
  "a filter as finish reason": [finishes("content_filter"), "content-filter"],
  "a safety rule as finish reason": [finishes("SAFETY"), "content-filter"],
};

const whole = (finish_reason: string) =>
  json(200, { choices: [{ message: { content: "We" }, finish_reason }] });

describe("half an answer is none", () => {
  test.each(Object.keys(ERRORS))("behind it comes %s", async (name) => {
    const [error, cause] = ERRORS[name] ?? ["", "cut"];
    const received = await askOnce(streams(textEvent("We open"), error, DONE));
    expect(received).toMatchObject({ text: "We open", failure: { reason: cause } });
  });

  test("nor is one whose chunks bear an empty finish reason when the line is cut", async () => {
    for (const finish_reason of ["", null, "null"])
      for (const end of ["torn", "properly"] as const) {
        const reply: BotReply = { ...streams(chunk({ content: "We open" }, { finish_reason })), end };
        expect(await askOnce(reply)).toMatchObject({ text: "We open", failure: { reason: "cut" } });
      }
  });

  test("nor is one that comes all at once and says so", async () => {
    expect((await askOnce(whole("length"))).failure?.reason).toBe("answer-too-long");
    expect((await askOnce(whole("error"))).failure?.reason).toBe("server-error");
    const wrongPath = {
      error: "Unexpected endpoint or method. (POST /chat/completions). Returning 200 anyway",
    };
    expect((await askOnce(json(200, wrongPath))).failure?.reason).toBe("not-compatible");
    for (const error of [text, { object: "error", message: "x" }, { code: 7, message: "x" }, { detail: "x" }])
      expect((await askOnce(json(200, error))).failure?.reason).toBe("server-error");
  });
});

describe("an answer is whole", () => {
  test.each([
    "stop",
    "STOP",
    "stop_sequence",
    "eos",
    "eos_token",
    "end_turn",
    "COMPLETE",
    "tool_calls",
    "function_call",
  ])("when the reason to finish is %s, without an end marker", async (reason) => {
    expect(await askOnce(streams(textEvent("Yes."), finishes(reason)))).toMatchObject({
      text: "Yes.",
      failure: null,
    });
  });

  test("with an end marker and no reason, an empty one, or one nobody knows", async () => {
    for (const more of [{}, { finish_reason: "" }, { finish_reason: null }, { finish_reason: "hooray" }])
      expect(await askOnce(streams(chunk({ content: "Yes." }, more), DONE))).toMatchObject({
        text: "Yes.",
        failure: null,
      });
  });

  test("with fields of errors that hold none", async () => {
    const none = { error: null, error_code: 0, code: 0, message: "success", base_resp: { status_code: 0 } };
    const reply = streams(event({ ...none, choices: [{ delta: { content: "Yes." } }] }), finishes(), DONE);
    expect(await askOnce(reply)).toMatchObject({ text: "Yes.", failure: null });
  });

  test("and heard once when the server repeats it behind its pieces", async () => {
    const message = { role: "assistant", content: "Yes, you can." };
    for (const more of [{}, { delta: null }, { delta: {} }]) {
      const repeated = event({ choices: [{ ...more, message, finish_reason: "stop" }] });
      const received = await askOnce(streams(textEvent("Yes, "), textEvent("you can."), repeated, DONE));
      expect(received).toMatchObject({ text: "Yes, you can.", failure: null });
    }
  });

  test("without another answer beside it", async () => {
    const other = event({ choices: [{ index: 1, delta: { content: "No." } }] });
    expect((await askOnce(streams(textEvent("Yes."), other, finishes(), DONE))).text).toBe("Yes.");
  });

  test("in a stream whose events have no blank line between them", async () => {
    const reply = streams(`${textEvent("Y").trimEnd()}\n${textEvent("es.").trimEnd()}\n${finishes()}${DONE}`);
    expect(await askOnce(reply)).toMatchObject({ text: "Yes.", failure: null });
  });
});

describe("a sign of life before the first word", () => {
  const SIGNS = 8;
  const TIMEOUTS = { firstPartMs: 20, gapMs: 15, totalMs: 60 };

  /** How often the wait for the first word began. */
  async function waitsWith(sign: string): Promise<number> {
    const reply = streams(...Array.from({ length: SIGNS }, () => sign), textEvent("Yes."), finishes(), DONE);
    await using bot = await startBotServer(reply);
    let waits = 0;
    const after = (ms: number) => {
      if (ms === TIMEOUTS.firstPartMs) waits += 1;
      return () => null;
    };
    const answer = enforceBotTimeouts(createOpenAiCompatibleBot(configFor(bot.url)), TIMEOUTS, after);
    await collectAnswer(answer(QUESTION, new AbortController().signal));
    return waits;
  }

  test.each([
    [": keep-alive\n\n"],
    [": OPENROUTER PROCESSING\n\n"],
    ["event: ping\ndata: {}\n\n"],
    ["event: ping\n\n"],
    ["data: : keep-alive\n\n"],
    [chunk({ content: "" })],
    [chunk({ reasoning_content: "Hm." })],
    [chunk({ reasoning: "Hm." })],
    [chunk({ content: [{ type: "thinking", thinking: "Hm." }] })],
    [textEvent("<think>Hm.</think>")],
    [event({ choices: [], usage: { total_tokens: 3 } })],
  ])("begins the wait anew: %j", async (sign) => {
    expect(await waitsWith(sign)).toBeGreaterThan(SIGNS);
  });

  test("is no single byte", async () => {
    expect(await waitsWith(":")).toBeLessThan(SIGNS);
  });

  test("may be a blank before an answer that comes all at once", async () => {
    const answer = JSON.stringify({ choices: [{ message: { content: "Yes." }, finish_reason: "stop" }] });
    const reply: BotReply = { ...json(200, null), body: ["\n", "\n", "\n", answer] };
    expect(await askOnce(reply)).toMatchObject({ text: "Yes.", failure: null });
  });
});
