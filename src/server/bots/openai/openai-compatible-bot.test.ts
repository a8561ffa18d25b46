import { describe, expect, test } from "bun:test";
import { chooseBot } from "../choose-bot.ts";
import { QUESTION, askOnce, configFor } from "../testing/ask-bot.ts";
import {
  type BotReply,
  DONE,
  answersWhole,
  asksForPerson,
  event,
  finishes,
  json,
  textEvent,
  streamsText,
  startBotServer,
  streams,
} from "../testing/fake-bot-server.ts";

const chunk = (delta: object, more: object = {}) => event({ choices: [{ delta, ...more }] });
const bytes = (text: string) => new TextEncoder().encode(text);

describe("an answer", () => {
  test("comes word by word, while the server still speaks", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await using bot = await startBotServer(streamsText("Yes, ", promise, "you can."));
    const answer = chooseBot(configFor(bot.url));
    const part = answer(QUESTION, new AbortController().signal)[Symbol.asyncIterator]();

    expect(await part.next()).toEqual({ done: false, value: { kind: "words", text: "Yes," } });
    resolve();
    expect(await part.next()).toEqual({ done: false, value: { kind: "words", text: " you can." } });
    expect((await part.next()).done).toBeTrue();
  });

  test("names the articles it cites, once each, without the marks", async () => {
    const received = await askOnce(streamsText("Yes [", "1], if unused", "[3]. Keep it dry [2]."));
    expect(received).toMatchObject({
      text: "Yes, if unused. Keep it dry.",
      sources: ["art_returns", "art_tea"],
    });
  });

  test("may ask for a person, in pieces, with and without words", async () => {
    expect(await askOnce(asksForPerson())).toMatchObject({ text: "", verdict: "asks-person", failure: null });
    expect(await askOnce(asksForPerson("cannot-answer", "I don't ", "know."))).toMatchObject({
      text: "I don't know.",
      verdict: "unsure",
    });
  });

  test("with any other tool is just what it says", async () => {
    const refund = { tool_calls: [{ function: { name: "refund_everything", arguments: "{}" } }] };
    expect(await askOnce(streams(chunk(refund), textEvent("Done."), finishes(), DONE))).toMatchObject({
      text: "Done.",
      verdict: null,
    });
    expect((await askOnce(streams(chunk(refund), finishes(), DONE))).failure?.reason).toBe("empty");
  });
});

const WHOLE: Record<string, BotReply> = {
  "JSON instead of a stream": answersWhole("Yes."),
  "JSON that says it is a stream": {
    ...answersWhole("Yes."),
    headers: { "content-type": "text/event-stream" },
  },
  "a stream that says it is JSON": {
    ...streamsText("Yes."),
    headers: { "content-type": "application/json" },
  },
  "a stream without any content type": { ...streamsText("Yes."), headers: {} },
  "a stream without [DONE]": streams(textEvent("Yes."), finishes()),
  "a stream with [DONE] and without a reason to finish": streams(textEvent("Yes."), DONE),
  "a stream torn off after the end": { ...streams(textEvent("Yes."), finishes()), end: "torn" },
  "a last event without a blank line": streams(textEvent("Yes."), finishes().trimEnd()),
  "lines that end in CRLF": streams(`${textEvent("Yes.")}${finishes()}${DONE}`.replaceAll("\n", "\r\n")),
  "a byte order mark": streams(`\uFEFF${textEvent("Yes.")}`, finishes(), DONE),
  "a byte order mark before JSON": json(200, null),
  "comments and blank lines between": streams(
    ": processing\n\n",
    ":\n\n\n",
    textEvent("Yes."),
    ": still\n\n",
    finishes(),
    DONE,
  ),
  "fields of the stream nobody needs": streams(
    `id: 7\nevent: message\nretry: 10\n${textEvent("Yes.")}`,
    finishes(),
    DONE,
  ),
  "data without a space": streams(textEvent("Yes.").replace("data: ", "data:"), finishes(), DONE),
  "chunks without ids, with unknown fields": streams(
    chunk({ content: "Yes.", x: [1] }, { y: null }),
    finishes(),
    DONE,
  ),
  "null for content, role alone, usage at the end": streams(
    chunk({ role: "assistant", content: null }),
    chunk({ content: "Yes.", tool_calls: null, refusal: null }, { finish_reason: null }),
    chunk({ content: null }, { finish_reason: "stop" }),
    event({ choices: [], usage: { total_tokens: 3 } }),
    DONE,
  ),
  "what a model thinks, in a field or aloud": streams(
    chunk({ reasoning_content: "Hm." }),
    chunk({ reasoning: "Hm.", content: "" }),
    textEvent("<think>Let me"),
    textEvent(" see.</think>\n\n"),
    textEvent("Yes."),
    finishes(),
    DONE,
  ),
  "content as a list of parts": streams(
    chunk({
      content: [
        { type: "thinking", thinking: "Hm." },
        { type: "text", text: "Yes." },
      ],
    }),
    finishes(),
    DONE,
  ),
  "a message where a delta should be": streams(
    event({ choices: [{ message: { content: "Yes." }, finish_reason: "stop" }] }),
  ),
  "control characters and colours": streams(
    textEvent("\u001B[1mYe\u0000s"),
    textEvent("\u001B[0"),
    textEvent("m."),
    finishes(),
    DONE,
  ),
  "a stream in bytes one by one": streams(
    ...Array.from(bytes(`${textEvent("Yes.")}${finishes()}${DONE}`), (byte) => Uint8Array.of(byte)),
  ),
};
WHOLE["a byte order mark before JSON"] = {
  ...answersWhole("Yes."),
  body: [`\uFEFF \n${JSON.stringify({ choices: [{ message: { content: "Yes." } }] })}`],
};

describe("a whole answer is heard from a server that sends", () => {
  test.each(Object.keys(WHOLE))("%s", async (name) => {
    expect(await askOnce(WHOLE[name] as BotReply)).toEqual({
      text: "Yes.",
      sources: [],
      verdict: null,
      failure: null,
    });
  });

  test("signs of many bytes, torn apart", async () => {
    const all = bytes(`${textEvent("Grüße 👋 你好")}${finishes()}${DONE}`);
    const received = await askOnce(streams(...Array.from(all, (byte) => Uint8Array.of(byte))));
    expect(received.text).toBe("Grüße 👋 你好");
  });

  test("a surrogate pair in two chunks", async () => {
    const received = await askOnce(streams(textEvent("Hi \uD83D"), textEvent("\uDC4B"), finishes(), DONE));
    expect(received.text).toBe("Hi 👋");
  });
});
