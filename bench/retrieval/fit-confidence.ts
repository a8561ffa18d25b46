/**
 * Fits how sure the built-in chatbot is of an answer, and writes `learnt-weights.ts`:
 * `bun bench/retrieval/fit-confidence.ts FOLDER`. Every second question of each set is fit on; the others are for judging.
 */
import { join, resolve } from "node:path";
import { EVIDENCE } from "#server/bots/knowledge/search/evidence.ts";
import { type EvidenceRow, evidenceRowsOf } from "./evidence-rows.ts";
import { type Example, fitLogisticRegression } from "./logistic-regression.ts";
import { OFF_TOPIC_QUESTIONS } from "./off-topic-questions.ts";
import { type QuestionSet, readQuestionSet } from "./question-set.ts";
import { smallCompaniesOf } from "./small-companies.ts";

/** How much the questions of a set count, those with an answer and those without. */
interface Share {
  set: QuestionSet;
  withAnswer: number;
  without: number;
}

const TARGET = resolve(import.meta.dir, "../../src/server/bots/knowledge/search/learnt-weights.ts");
const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: bun bench/retrieval/fit-confidence.ts FOLDER");
const read = async (name: string) => await readQuestionSet(join(folder, `${name}.json`));

const bank = await read("banking77");
const missing = await read("banking77-missing");
const [german, chinese] = [await read("xquad-de"), await read("xquad-zh")];
const misspelt = [
  await read("banking77-polite"),
  await read("banking77-typos-1"),
  await read("banking77-typos-2"),
];
const offTopic = OFF_TOPIC_QUESTIONS.map((text) => ({ text, right: [] }));

const shares: Share[] = [
  ...[bank, ...misspelt, missing].map((set) => ({ set, withAnswer: 1_000, without: 1_000 })),
  ...[german, chinese].map((set) => ({ set, withAnswer: 500, without: 500 })),
  ...[bank, missing].map((set) => ({ set: { ...set, questions: offTopic }, withAnswer: 0, without: 300 })),
  ...smallCompaniesOf(bank).map((set) => ({ set, withAnswer: 80, without: 80 })),
  ...[german, chinese].flatMap(smallCompaniesOf).map((set) => ({ set, withAnswer: 100, without: 100 })),
];

const examples = shares.flatMap(examplesOf);
const [bias = 0, ...coefficients] = fitLogisticRegression(examples);
await Bun.write(TARGET, textOf(bias, coefficients));

/** Every second question, weighted so that each set has its share however many questions it has. */
function examplesOf({ set, withAnswer, without }: Share): Example[] {
  const rows = evidenceRowsOf(set).filter(({ question }) => question % 2 === 0);
  const weightOf = (hasAnswer: boolean, share: number) =>
    share / Math.max(1, rows.filter((row) => row.hasAnswer === hasAnswer).length);
  const weights = { true: weightOf(true, withAnswer), false: weightOf(false, without) };
  return rows.map(({ features, isRight, hasAnswer }: EvidenceRow) => ({
    features,
    isTrue: isRight,
    weight: hasAnswer ? weights.true : weights.false,
  }));
}

function textOf(constant: number, weights: readonly number[]): string {
  const lines = EVIDENCE.map((name, at) => `  ${name}: ${(weights[at] ?? 0).toFixed(3)},`);
  return [
    'import type { Evidence } from "./evidence.ts";',
    "",
    "// Written by bench/retrieval/fit-confidence.ts; docs/bench.md says what it was fit on.",
    "",
    "/** The constant of the regression. */",
    `export const BIAS = ${constant.toFixed(3)};`,
    "",
    "/** What each piece of evidence counts. */",
    "export const WEIGHTS: Evidence = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}
