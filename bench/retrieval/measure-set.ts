import type { BotQuestion } from "#server/bots/contract/bot.ts";
import { builtInBot } from "#server/bots/built-in/built-in-bot.ts";
import { type ArticleIndex, indexArticles } from "#server/bots/knowledge/article-index.ts";
import { createBm25 } from "./bm25-baseline.ts";
import type { QuestionSet, SetQuestion } from "./question-set.ts";
import { DEPTH, type Ranking, mrrOf, ndcgOf } from "./ranking-metrics.ts";
import { type Outcome, type Speaking, speakingOf } from "./speaking-metrics.ts";

/** The figures of one set; rankings from 0 to 1, the rest in per cent. */
export interface SetFigures extends Speaking {
  ndcg10: number;
  mrr10: number;
  bm25: { ndcg10: number };
}

/** Passages asked for, so that ten different articles are among them. */
const PASSAGES = 400;

/** Measures the ranking and the whole way to the built-in chatbot's answer on one set. */
export async function measureSet({ language, articles, questions }: QuestionSet): Promise<SetFigures> {
  const index = await indexArticles(articles.map((article) => ({ ...article, language })));
  const bm25 = createBm25(articles);
  const withAnswer = questions.filter(({ right }) => right.length > 0);
  const ranked = withAnswer.map(({ text, right }): Ranking => ({ found: rank(index, text), right }));
  const baseline = withAnswer.map(({ text, right }): Ranking => ({ found: bm25(text), right }));
  const outcomes: Outcome[] = [];
  for (const question of questions) outcomes.push(await outcomeOf(index, question));
  return {
    ndcg10: ndcgOf(ranked),
    mrr10: mrrOf(ranked),
    bm25: { ndcg10: ndcgOf(baseline) },
    ...speakingOf(outcomes),
  };
}

/** The articles of the passages that a model would be given, each once. */
function rank(index: ArticleIndex, text: string): string[] {
  return [...new Set(index.find(text, PASSAGES).map(({ articleId }) => articleId))].slice(0, DEPTH);
}

async function outcomeOf(index: ArticleIndex, { text, right }: SetQuestion): Promise<Outcome> {
  const answers = index.answersTo([text]);
  const [surest] = answers;
  const question: BotQuestion = {
    companyName: "Fern & Kettle",
    botName: "Kettle",
    instructions: "",
    transcript: [{ from: "customer", text }],
    passages: [],
    hasArticles: true,
    isBoundToPassages: false,
    answers,
  };
  const parts = await Array.fromAsync(builtInBot(question, new AbortController().signal));
  const source = parts.find(({ kind }) => kind === "source");
  const isUnsure = parts.some(({ kind }) => kind === "unsure");
  return {
    hasAnswer: right.length > 0,
    isAnswered: source !== undefined,
    isRight: surest !== undefined && right.includes(surest.articleId),
    confidence: source === undefined && !isUnsure ? -1 : (surest?.confidence ?? -1),
  };
}
