import { describe, expect, test } from "bun:test";
import { ANSWER_MAX_LENGTH, enforceAnswerLimit } from "./enforce-answer-limit.ts";
import type { AnswerPart, Bot } from "./contract/bot.ts";
import { QUESTION, collectAnswer } from "./testing/ask-bot.ts";
import { cutAtSentence } from "./text/cut-at-sentence.ts";

const PIECE_LENGTH = 97;

/** A bot that says a text piece by piece. */
const saying = (text: string, ...more: AnswerPart[]): Bot =>
  async function* () {
    for (let at = 0; at < text.length; at += PIECE_LENGTH)
      yield { kind: "words", text: text.slice(at, at + PIECE_LENGTH) };
    yield* more;
  };

const askFor = (text: string, ...more: AnswerPart[]) =>
  collectAnswer(enforceAnswerLimit(saying(text, ...more))(QUESTION, new AbortController().signal));

const restarting: Bot = async function* () {
  yield* saying("Hm. ".repeat(1_900))(QUESTION, new AbortController().signal);
  yield { kind: "restart" };
  yield* saying("Yes. ".repeat(1_000))(QUESTION, new AbortController().signal);
};

describe("a long answer", () => {
  test("is whole up to the limit", async () => {
    for (const length of [1, 7_000, 7_001, ANSWER_MAX_LENGTH])
      expect(await askFor("x".repeat(length), { kind: "unsure" })).toEqual({
        text: "x".repeat(length),
        sources: [],
        verdict: "unsure",
        failure: null,
      });
  });

  test.each([
    ["Latin", "We open at nine, on weekdays only. ", "."],
    ["Chinese", "我们早上九点开门，周末休息。", "。"],
    ["Arabic", "نفتح في التاسعة صباحا، هل يناسبك ذلك؟ ", "؟"],
    ["Hindi", "हम सुबह नौ बजे खुलते हैं। ", "।"],
    ["a list", "- We open at nine\n", "nine"],
    ["a numbered list", "1. We open at nine.\n", "nine."],
  ])("is cut after a sentence, and said to be: %s", async (_script, sentence, end) => {
    const received = await askFor(sentence.repeat(1_000));
    expect(received).toMatchObject({ isShortened: true, failure: null });
    expect(received.text.length).toBeLessThanOrEqual(ANSWER_MAX_LENGTH);
    expect(received.text.length).toBeGreaterThan(ANSWER_MAX_LENGTH - 200);
    expect(received.text).toEndWith(end);
    expect(sentence.repeat(1_000)).toStartWith(received.text);
  });

  test("without sentences is cut after a word, without words between two characters", async () => {
    const words = await askFor("lorem ipsum ".repeat(1_000));
    expect(words.text).toMatch(/(lorem|ipsum)$/);
    const family = "👨‍👩‍👧";
    const graphemes = await askFor(family.repeat(2_000));
    expect(graphemes.text.length).toBeGreaterThan(ANSWER_MAX_LENGTH - 200);
    expect(graphemes.text.replaceAll(family, "")).toBe("");
    const flags = await askFor("👩‍👩‍👧‍👦🏳️‍🌈".repeat(1_000));
    expect(flags.text.replaceAll(/👩‍👩‍👧‍👦|🏳️‍🌈/gu, "")).toBe("");
    const thai = await askFor("สวัสดีครับยินดีต้อนรับ".repeat(1_000));
    expect(thai.text).toMatch(/(สวัสดี|ครับ|ยินดี|ต้อนรับ)$/);
  });

  test("leaves no code block open", async () => {
    for (const fence of ["```", "~~~~"]) {
      const { text } = await askFor(`See.\n\n${fence}js\n${"let a = 1. + 2.;\n".repeat(1_000)}${fence}\n`);
      expect(text).toEndWith(`let a = 1. + 2.;\n${fence}`);
      expect(text.length).toBeLessThanOrEqual(ANSWER_MAX_LENGTH);
    }
  });

  test("is held back from 7,000 characters on, and let go before another part", async () => {
    const steps: string[] = [];
    const source = { kind: "source", articleId: "art_1", title: "Tea" } as const;
    const bot: Bot = async function* () {
      for (const text of ["a".repeat(6_000), "b".repeat(1_000), "c"]) {
        yield { kind: "words", text };
        steps.push(`behind ${text.charAt(0)}`);
      }
      yield source;
    };
    for await (const part of enforceAnswerLimit(bot)(QUESTION, new AbortController().signal))
      steps.push(part.kind === "words" ? part.text.charAt(0) : part.kind);
    expect([...new Set(steps)]).toEqual(["a", "behind a", "b", "behind b", "behind c", "c", "source"]);
  });

  test("leaves room for the end of a code block, however long its fence", async () => {
    const fence = "`".repeat(60);
    const { text } = await askFor(`${fence}\n${"let a;\n".repeat(2_000)}`);
    expect(text.length).toBeLessThanOrEqual(ANSWER_MAX_LENGTH);
    expect(text).toEndWith(`let a;\n${"`".repeat(39)}`);
  });

  test("begins to be counted anew with the answer", async () => {
    const received = await collectAnswer(
      enforceAnswerLimit(restarting)(QUESTION, new AbortController().signal),
    );
    expect(received).toEqual({
      text: "Yes. ".repeat(1_000),
      sources: [],
      verdict: null,
      restarts: 1,
      failure: null,
    });
  });

  test("without end is hung up on", async () => {
    let isOver = false;
    const endless: Bot = async function* () {
      try {
        for (;;) yield { kind: "words", text: "Yes, and so on. " };
      } finally {
        isOver = true;
      }
    };
    const { text } = await collectAnswer(enforceAnswerLimit(endless)(QUESTION, new AbortController().signal));
    expect(text).toEndWith("so on.");
    expect(isOver).toBeTrue();
  });
});

describe("a cut", () => {
  test.each([
    ["One. Two. Three", 12, "One. Two."],
    ["“One.” Two", 9, "“One.”"],
    ["Costs 3.50 today. Or", 18, "Costs 3.50 today."],
    ["Three steps:\n1. Open\n2. Close", 24, "Three steps:\n1. Open"],
    ["Write `a. b. c` here", 12, "Write `a. b."],
    ["Done. Write `a. b. c` here", 18, "Done."],
    ["See https://tea.example/a?b=c now", 31, "See https://tea.example/a?b=c"],
    ["It opens. See https://tea.example/?b=c now", 36, "It opens."],
    ["", 5, ""],
  ])("of %j at %d is %j", (text, length, cut) => {
    expect(cutAtSentence(text, length)).toBe(cut);
  });
});
