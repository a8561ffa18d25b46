import type { QuestionSet, SetQuestion } from "./question-set.ts";

/** Companies are made with so many articles, so many of each. */
const SIZES: readonly [articles: number, companies: number][] = [
  [3, 4],
  [8, 3],
  [20, 2],
];
/** Questions without an answer in a company, at least. */
const WITHOUT_ANSWER = 40;

/**
 * Small companies that have a part of a set's articles: the others' questions have no answer there. The same set always makes
 * the same companies.
 */
export function smallCompaniesOf(set: QuestionSet): QuestionSet[] {
  return SIZES.flatMap(([articles, companies]) =>
    Array.from({ length: companies }, (_none, at) => smallCompany(set, articles, at)),
  );
}

function smallCompany(set: QuestionSet, size: number, number: number): QuestionSet {
  const articles = drawn(set.articles, size, `${size} ${number}`);
  const ids = new Set(articles.map(({ id }) => id));
  const asked = set.questions.map(({ text, right }): SetQuestion => ({
    text,
    right: right.filter((id) => ids.has(id)),
  }));
  const answerable = asked.filter(({ right }) => right.length > 0);
  const others = asked.filter(({ right }) => right.length === 0);
  const without = drawn(others, Math.max(WITHOUT_ANSWER, answerable.length), `${number}`);
  return { ...set, name: `${set.name}-${size}-${number}`, articles, questions: [...answerable, ...without] };
}

/** So many of a list, by a hash. */
function drawn<Item>(items: readonly Item[], count: number, seed: string): Item[] {
  return items
    .map((item, at) => ({ item, order: Bun.hash(`${seed} ${at}`) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, count)
    .map(({ item }) => item);
}
