import type { Answer } from "../../contract/bot.ts";
import type { IndexStore } from "../store/index-store.ts";
import type { TermId } from "../store/vocabulary.ts";
import { guessLanguage } from "../words/guess-language.ts";
import type { Language } from "../words/languages.ts";
import type { Tokenizer, Word } from "../words/tokenizer.ts";
import { SURE, confidenceOf } from "./confidence.ts";
import { evidenceOf } from "./evidence.ts";
import { isFollowUp } from "./follow-up.ts";
import { knownTermOf } from "./known-term.ts";
import { questionTermsOf } from "./question-terms.ts";
import { quoteOf } from "./quote.ts";
import { type ScoredPassage, rankPassages } from "./rank-passages.ts";
import { type MessagePart, endsAsQuestion, partsOfMessage } from "./split-message.ts";

/** Answers to one message. */
const ANSWERS_MAX = 2;
/** Customer's messages before the last one that a follow-up may go on from. */
const EARLIER_MAX = 3;

/** What is found for a part of a message. */
interface Candidate {
  part: MessagePart;
  /** Where it is in the message. */
  at: number;
  confidence: number;
  best: ScoredPassage;
  words: readonly Word[];
  language: Language | null;
}

/** Finds answers in the articles of one index. */
export class AnswerFinder {
  readonly #store: IndexStore;
  readonly #tokenizer: Tokenizer;

  constructor(store: IndexStore, tokenizer: Tokenizer) {
    this.#store = store;
    this.#tokenizer = tokenizer;
  }

  /** The passages that fit a question, best first, however badly they do. */
  rank(question: string): ScoredPassage[] {
    return rankPassages(questionTermsOf(this.#wordsOf(question).words, this.#store), this.#store);
  }

  /**
   * The answers to the last of a customer's messages, the surest first: several only where several questions were asked
   * and each has a sure answer. The surest is there even if it is not sure.
   */
  answersTo(messages: readonly string[]): Answer[] {
    const found = this.#candidates(messages).toSorted((a, b) => b.confidence - a.confidence || a.at - b.at);
    const [surest] = found;
    if (surest === undefined) return [];
    const others = found.filter(
      (candidate) => isAnotherQuestion(candidate, surest) && candidate.confidence >= SURE,
    );
    const answered = surest.part.isWhole ? [surest] : [surest, ...others].slice(0, ANSWERS_MAX);
    return answered.map((candidate) => this.#answerOf(candidate));
  }

  #candidates(messages: readonly string[]): Candidate[] {
    const parts = partsOfMessage(messages.at(-1) ?? "");
    const earlier = messages.slice(0, -1).slice(-EARLIER_MAX).toReversed();
    return parts.flatMap((part, at) => {
      const before = part.isWhole
        ? earlier
        : [parts[at - 1], parts[0]]
            .flatMap((other) => (other === undefined || other === part || other.isWhole ? [] : [other.text]))
            .concat(earlier);
      return this.#candidateOf(part, at, before);
    });
  }

  /** A follow-up is looked up with what was asked before it, and as it is only if that finds nothing. */
  #candidateOf(part: MessagePart, at: number, before: readonly string[]): Candidate[] {
    const alone = this.#lookUp(part, at, part.text);
    if (!isFollowUp(part.text)) return alone;
    const topic = before.find((text) => this.#contentOf(text).length > 0);
    const together = topic === undefined ? [] : this.#lookUp(part, at, `${topic}\n${part.text}`);
    const own = this.#contentOf(part.text);
    const goesOn = together.some(
      ({ confidence, best }) =>
        confidence >= SURE && (own.length === 0 || own.some((word) => has(best, word))),
    );
    return goesOn ? together : alone;
  }

  #lookUp(part: MessagePart, at: number, text: string): Candidate[] {
    const { words, language } = this.#wordsOf(text);
    const terms = questionTermsOf(words, this.#store);
    const ranked = rankPassages(terms, this.#store);
    const evidence = evidenceOf(terms, ranked, this.#store);
    const [best] = ranked;
    if (evidence === null || best === undefined) return [];
    return [{ part, at, confidence: confidenceOf(evidence), best, words, language }];
  }

  #answerOf({ part, confidence, best, words, language }: Candidate): Answer {
    const { article, passages } = best.document;
    const asked = new Set(words.flatMap(({ term, isStopWord }) => (isStopWord ? [] : [term])));
    const countOf = (text: string) => {
      const found = this.#tokenizer
        .wordsOf(text, article.language ?? "en")
        .filter(({ term }) => asked.has(term));
      return new Set(found.map(({ term }) => term)).size;
    };
    const passage = passages[best.passage] ?? { articleId: article.id, title: article.title, text: "" };
    return {
      ...passage,
      asked: part.text,
      isOneOfSeveral: part.isOneOfSeveral,
      quote: quoteOf(passage.text, countOf),
      confidence,
      isSure: confidence >= SURE,
      language: article.language,
      askedLanguage: language,
    };
  }

  #wordsOf(text: string): { words: Word[]; language: Language | null } {
    const { languages } = this.#store;
    const language = guessLanguage(text, languages);
    const [main = "en"] = languages;
    return { words: this.#tokenizer.wordsOf(text, language ?? main), language };
  }

  /** The terms of the articles that a text's telling words are; `null` for a word that no article has. */
  #contentOf(text: string): (TermId | null)[] {
    const words = this.#wordsOf(text).words.filter(({ isStopWord }) => !isStopWord);
    return words.map((word) => knownTermOf(word, this.#store));
  }
}

function has({ document }: ScoredPassage, term: TermId | null): boolean {
  return term !== null && document.terms.includes(term);
}

function isAnotherQuestion(candidate: Candidate, surest: Candidate): boolean {
  return (
    candidate !== surest &&
    !candidate.part.isWhole &&
    endsAsQuestion(candidate.part.text) &&
    endsAsQuestion(surest.part.text) &&
    (candidate.best.document !== surest.best.document || candidate.best.passage !== surest.best.passage)
  );
}
