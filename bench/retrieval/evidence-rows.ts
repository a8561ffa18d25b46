import { analyzeArticle } from "#server/bots/knowledge/store/analyze-article.ts";
import { IndexStore } from "#server/bots/knowledge/store/index-store.ts";
import { EVIDENCE, evidenceOf } from "#server/bots/knowledge/search/evidence.ts";
import { questionTermsOf } from "#server/bots/knowledge/search/question-terms.ts";
import { rankPassages } from "#server/bots/knowledge/search/rank-passages.ts";
import { partsOfMessage } from "#server/bots/knowledge/search/split-message.ts";
import { languageOf } from "#server/bots/knowledge/words/languages.ts";
import { Tokenizer } from "#server/bots/knowledge/words/tokenizer.ts";
import type { QuestionSet } from "./question-set.ts";

/** What speaks for the best passage for a part of a question. */
export interface EvidenceRow {
  /** The position of its question in the set. */
  question: number;
  /** With 1 in front. */
  features: readonly number[];
  /** Whether the passage's article is a right one. */
  isRight: boolean;
  hasAnswer: boolean;
}

/** The evidence for each part of each question of a set, as the built-in chatbot looks them up. */
export function evidenceRowsOf({ language, articles, questions }: QuestionSet): EvidenceRow[] {
  const store = new IndexStore();
  const tokenizer = new Tokenizer();
  for (const article of articles) {
    const steps = analyzeArticle({ ...article, language }, store, tokenizer);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    Array.from(store.replace(step.value));
  }
  return questions.flatMap(({ text, right }, question) =>
    partsOfMessage(text).flatMap((part) => {
      const terms = questionTermsOf(tokenizer.wordsOf(part.text, languageOf(language) ?? "en"), store);
      const ranked = rankPassages(terms, store);
      const evidence = evidenceOf(terms, ranked, store);
      const [best] = ranked;
      if (evidence === null || best === undefined) return [];
      const isRight = right.includes(best.document.article.id);
      const features = [1, ...EVIDENCE.map((name) => evidence[name])];
      return [{ question, features, isRight, hasAnswer: right.length > 0 }];
    }),
  );
}
