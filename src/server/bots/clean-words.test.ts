import { expect, test } from "bun:test";
import { cleanWords } from "./clean-words.ts";
import type { AnswerPart } from "./contract/bot.ts";
import { collectAnswer, QUESTION } from "./testing/ask-bot.ts";

/** The answer of a bot with these parts, once its words are clean. */
function answerOf(...parts: AnswerPart[]): AsyncIterable<AnswerPart> {
  const bot = cleanWords(async function* () {
    yield* parts;
  });
  return bot(QUESTION, new AbortController().signal);
}

const words = (text: string): AnswerPart => ({ kind: "words", text });

test.each([
  ["a zero, which Postgres cannot store", ["a\0b"], "ab"],
  ["a terminal sequence in two pieces", ["a\u001B[3", "1mb"], "ab"],
  ["a turn of the writing direction", ["pay \u202E001"], "pay 001"],
  ["text in invisible tags", ["hi\u{E0041}\u{E007F}"], "hi"],
  ["a surrogate pair in two pieces", ["\uD83C", "\uDF75"], "🍵"],
  ["half a surrogate pair", ["tea\uD83C"], "tea\uFFFD"],
])("of %s, what is text remains", async (_, pieces, text) => {
  expect((await collectAnswer(answerOf(...pieces.map(words)))).text).toBe(text);
});

test("an answer that begins anew is not swallowed by what the one before left open", async () => {
  const { text } = await collectAnswer(answerOf(words("a\u001B]0;"), { kind: "restart" }, words("b")));

  expect(text).toBe("b");
});

test("a long piece comes in pieces, the other parts where they were", async () => {
  const source = { kind: "source", articleId: "art_1", title: "Tea" } as const;
  const parts = await Array.fromAsync(
    answerOf(words("x".repeat(2_500)), words("\uD83C"), source, { kind: "unsure" }),
  );

  expect(parts.map((part) => (part.kind === "words" ? part.text.length : part.kind))).toEqual([
    1_000,
    1_000,
    500,
    1,
    "source",
    "unsure",
  ]);
});
