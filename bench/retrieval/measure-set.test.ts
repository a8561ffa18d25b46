import { describe, expect, test } from "bun:test";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBm25 } from "./bm25-baseline.ts";
import { generateArticles, generateQuestions } from "./generated-articles.ts";
import { fitLogisticRegression, probabilityOf } from "./logistic-regression.ts";
import { measureSet } from "./measure-set.ts";
import { measureSize } from "./measure-size.ts";
import { type QuestionSet, readQuestionSet } from "./question-set.ts";
import { mrrOf, ndcgOf } from "./ranking-metrics.ts";
import { setLine } from "./report-lines.ts";
import { smallCompaniesOf } from "./small-companies.ts";
import { speakingOf } from "./speaking-metrics.ts";

const TEA: QuestionSet = {
  name: "tea",
  language: "en",
  articles: [
    { id: "returns", title: "Returns", text: "You can return tea within 30 days." },
    { id: "shipping", title: "Shipping", text: "We ship to all of Europe within three days." },
    { id: "hours", title: "Opening hours", text: "We are open from nine to six." },
  ],
  questions: [
    { text: "Can I return tea?", right: ["returns"] },
    { text: "What are your opening hours?", right: ["hours"] },
    { text: "Where do you ship?", right: ["returns"] },
    { text: "Who won the world cup?", right: [] },
    { text: "Thanks!", right: [] },
  ],
};

test("a set is measured through the whole built-in path, with BM25 beside it", async () => {
  const figures = await measureSet(TEA);
  // The second question is ranked first, the third wrongly: its right article is not found at all.
  expect(figures.ndcg10).toBeCloseTo(2 / 3);
  expect(figures.mrr10).toBeCloseTo(2 / 3);
  expect(figures.bm25.ndcg10).toBeGreaterThan(0.6);
  expect(figures.right).toBeCloseTo(200 / 3);
  expect(figures.wrong).toBeCloseTo(100 / 3);
  expect(figures.refused).toBe(0);
  expect(figures.false).toBe(0);
  expect(figures.rightAt5).toBeCloseTo(200 / 3);
  expect(setLine("tea", figures)).toContain("right 66.7 wrong 33.3 refused 0.0 false 0.0");
});

describe("a set's file", () => {
  test.each([
    ["no JSON", "{", "this is no JSON"],
    [
      "an article without an id",
      JSON.stringify({ ...TEA, articles: [{ title: "", text: "" }] }),
      "articles[0].id",
    ],
    [
      "a right article that is not there",
      JSON.stringify({ ...TEA, questions: [{ text: "?", right: ["prices"] }] }),
      "a question names the article “prices”, which is not there",
    ],
  ])("with %s is refused with its name and what is wrong", async (_what, content, message) => {
    const path = join(await mkdtemp(join(tmpdir(), "set-")), "set.json");
    await Bun.write(path, content);
    const failure = await readQuestionSet(path).catch((error: unknown) => String(error));
    expect(failure).toContain(path);
    expect(failure).toContain(message);
  });

  test("that is not there is named", async () => {
    await expect(readQuestionSet("/nowhere/set.json")).rejects.toThrow(
      "/nowhere/set.json: there is no such file",
    );
  });
});

describe("figures of a ranking", () => {
  test("are 1 for all right ones first, and less by the place of the first", () => {
    expect(ndcgOf([{ found: ["a", "b"], right: ["b", "a"] }])).toBe(1);
    expect(ndcgOf([{ found: ["x", "a"], right: ["a"] }])).toBeCloseTo(1 / Math.log2(3));
    expect(
      mrrOf([
        { found: ["x", "a"], right: ["a"] },
        { found: [], right: ["a"] },
      ]),
    ).toBe(0.25);
    const late = { found: Array.from("0123456789a"), right: ["a"] };
    expect([ndcgOf([late]), mrrOf([late])]).toEqual([0, 0]);
  });
});

describe("figures of speaking", () => {
  const outcome = { hasAnswer: true, isAnswered: true, isRight: true, confidence: 0.9 };

  test("are shares of the questions with and of those without an answer", () => {
    const figures = speakingOf([
      outcome,
      { ...outcome, isRight: false },
      { ...outcome, isAnswered: false, confidence: 0.3 },
      { ...outcome, isAnswered: false, isRight: false, confidence: 0.2 },
      { hasAnswer: false, isAnswered: true, isRight: false, confidence: 0.8 },
      { hasAnswer: false, isAnswered: false, isRight: false, confidence: 0.1 },
    ]);
    expect(figures).toEqual({ right: 25, wrong: 25, refused: 50, false: 50, rightAt5: 25 });
  });

  test("at 5 % allow one false answer of twenty", () => {
    const others = Array.from({ length: 20 }, (_none, at) => ({
      hasAnswer: false,
      isAnswered: false,
      isRight: false,
      confidence: at / 20,
    }));
    const answerable = [0.96, 0.92, 0.89].map((confidence) => ({ ...outcome, confidence }));
    expect(speakingOf([...others, ...answerable]).rightAt5).toBeCloseTo(200 / 3);
  });
});

test("the BM25 beside it uses Porter's stems and finds words of the title", () => {
  const search = createBm25(TEA.articles);
  expect(search("returning")[0]).toBe("returns");
  expect(search("hour")).toEqual(["hours"]);
  expect(search("zzz")).toEqual([]);
});

test("generated articles and questions are always the same", () => {
  expect([...generateArticles(3)]).toEqual([...generateArticles(3)]);
  expect([...generateQuestions(3)]).toEqual([...generateQuestions(3)]);
  expect(new Set([...generateArticles(20)].map(({ text }) => text)).size).toBe(20);
});

test("a large company's figures are taken from an index that was built, changed and asked", async () => {
  const figures = await measureSize(50);
  for (const figure of [figures.buildMs, figures.longestBlockMs, figures.questionMs, figures.questionP99Ms])
    expect(figure).toBeGreaterThan(0);
});

test("small companies have a part of the articles, and the others' questions without an answer", () => {
  const companies = smallCompaniesOf(TEA);
  expect(companies.map(({ articles }) => articles.length)).toEqual(Array.from({ length: 9 }, () => 3));
  expect(smallCompaniesOf(TEA)).toEqual(companies);
});

test("a logistic regression finds what separates the examples", () => {
  const examples = Array.from({ length: 200 }, (_none, at) => ({
    features: [1, at / 200, (at * 37) % 2],
    isTrue: at > 100,
    weight: 1,
  }));
  const coefficients = fitLogisticRegression(examples);
  expect(probabilityOf(coefficients, [1, 0.9, 0])).toBeGreaterThan(0.8);
  expect(probabilityOf(coefficients, [1, 0.1, 1])).toBeLessThan(0.2);
  expect(Math.abs(coefficients[2] ?? 1)).toBeLessThan(0.5);
});
