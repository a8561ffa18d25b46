import MiniSearch from "minisearch";
import { newStemmer } from "snowball-stemmers";
import { DEPTH } from "./ranking-metrics.ts";
import type { QuestionSet } from "./question-set.ts";

/**
 * A plain BM25 for comparison: MiniSearch with k1 1.2 and b 0.75 over title and text as one field, words by Unicode's rules
 * (`Intl.Segmenter`), with Porter's stemmer and without a list of stop words.
 */
export function createBm25(articles: QuestionSet["articles"]): (question: string) => string[] {
  const porter = newStemmer("porter");
  const segmenter = new Intl.Segmenter("und", { granularity: "word" });
  const search = new MiniSearch({
    fields: ["words"],
    tokenize: (text) =>
      Array.from(segmenter.segment(text)).flatMap(({ segment, isWordLike }) =>
        isWordLike === true ? [segment] : [],
      ),
    processTerm: (term) => porter.stem(term.toLowerCase()),
    // BM25+ with d = 0 is BM25.
    searchOptions: { bm25: { k: 1.2, b: 0.75, d: 0 } },
  });
  search.addAll(articles.map(({ id, title, text }) => ({ id, words: `${title}\n${text}` })));
  return (question) =>
    search
      .search(question)
      .slice(0, DEPTH)
      .map(({ id }) => String(id));
}
