import type { Language } from "../words/languages.ts";
import type { Slot } from "./posting-list.ts";
import { type IndexedArticle, type IndexedDocument, SENTENCE_FIELDS } from "./indexed-article.ts";
import { type TermId, Vocabulary } from "./vocabulary.ts";

/** Steps of a change, between which others may have their turn. */
export type Steps<Result = void> = Generator<undefined, Result>;

/** Terms that are entered before others may have their turn. */
const TERMS_A_STEP = 200;
const SLOTS_AT_FIRST = 64;

/** Everything an index holds: the articles, and their terms with where they occur. */
export class IndexStore {
  readonly vocabulary = new Vocabulary();
  readonly #articles = new Map<string, IndexedArticle>();
  readonly #documents: (IndexedDocument | null)[] = [];
  readonly #freeSlots: Slot[] = [];
  readonly #languages = new Map<Language, number>();
  /** The length of the document in each slot; 0 if it is not found. */
  #lengths = new Uint32Array(SLOTS_AT_FIRST);
  #documentCount = 0;
  #termCount = 0;
  #sentenceCount = 0;
  #wordCount = 0;

  get articles(): ReadonlyMap<string, IndexedArticle> {
    return this.#articles;
  }

  /** The languages of the articles, the most common one first. */
  get languages(): ReadonlySet<Language> {
    const counted = [...this.#languages].filter(([, count]) => count > 0).toSorted(([, a], [, b]) => b - a);
    return new Set(counted.map(([language]) => language));
  }

  /** One more than the highest slot in use. */
  get slots(): number {
    return this.#documents.length;
  }

  /** The number of documents that are found. */
  get documentCount(): number {
    return this.#documentCount;
  }

  /** The number of sentences that are found. */
  get sentenceCount(): number {
    return this.#sentenceCount;
  }

  /** The average number of terms of a document, without stop words. */
  get averageLength(): number {
    return this.#termCount / Math.max(1, this.#documentCount);
  }

  /** The average number of words of a sentence, with stop words. */
  get averageSentence(): number {
    return this.#wordCount / Math.max(1, this.#sentenceCount);
  }

  /** The document in a slot; `null` if it is not found. */
  documentAt(slot: Slot): IndexedDocument | null {
    const document = this.#documents[slot] ?? null;
    return document?.isLive === true ? document : null;
  }

  /** The number of terms, without stop words, of the document in each slot; 0 where none is found. */
  get lengths(): Uint32Array {
    return this.#lengths;
  }

  takeSlot(): Slot {
    const slot = this.#freeSlots.pop() ?? this.#documents.push(null) - 1;
    if (slot >= this.#lengths.length) {
      const lengths = new Uint32Array(2 * this.#lengths.length);
      lengths.set(this.#lengths);
      this.#lengths = lengths;
    }
    return slot;
  }

  /** Enters an article's terms, then puts it in place of its earlier version at once, whose terms are then taken out. */
  *replace(article: IndexedArticle): Steps {
    for (const document of article.documents) yield* this.#enter(document);
    const earlier = this.#articles.get(article.id);
    if (earlier !== undefined) this.#setLive(earlier, false);
    this.#articles.set(article.id, article);
    this.#setLive(article, true);
    yield;
    if (earlier !== undefined) yield* this.#takeOut(earlier);
  }

  *remove(id: string): Steps {
    const article = this.#articles.get(id);
    if (article === undefined) return;
    this.#articles.delete(id);
    this.#setLive(article, false);
    yield;
    yield* this.#takeOut(article);
  }

  *#enter(document: IndexedDocument): Steps {
    this.#documents[document.slot] = document;
    let entered = 0;
    for (const [term, count] of this.#countsOf(document)) {
      this.vocabulary.postingsOf(term).add(document.slot, count);
      if ((entered += 1) % TERMS_A_STEP === 0) yield;
    }
    yield;
  }

  *#takeOut({ documents }: IndexedArticle): Steps {
    for (const document of documents) {
      for (const term of this.#countsOf(document).keys()) {
        this.vocabulary.postingsOf(term).remove(document.slot);
        yield;
      }
      this.#documents[document.slot] = null;
      this.#freeSlots.push(document.slot);
    }
  }

  #setLive({ documents, language }: IndexedArticle, isLive: boolean): void {
    const change = isLive ? 1 : -1;
    if (language !== null) this.#languages.set(language, (this.#languages.get(language) ?? 0) + change);
    for (const document of documents) {
      document.isLive = isLive;
      this.#documentCount += change;
      this.#termCount += change * document.length;
      this.#sentenceCount += (change * document.sentences.length) / SENTENCE_FIELDS;
      this.#wordCount += change * document.terms.length;
      this.#lengths[document.slot] = isLive ? Math.max(1, document.length) : 0;
      for (const term of document.terms) this.vocabulary.countOccurrence(term, change);
    }
  }

  /** How often each term occurs that is no stop word. One in the title counts once more. */
  #countsOf({ terms, article }: IndexedDocument): Map<TermId, number> {
    const counts = new Map<TermId, number>();
    for (const term of terms)
      if (!this.vocabulary.isStopWord(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const term of article.titleTerms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return counts;
  }
}
