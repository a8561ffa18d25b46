import type { Word } from "../words/tokenizer.ts";
import { PostingList } from "./posting-list.ts";

/** A term's number in the index. */
export type TermId = number;

/** The terms of all articles, with the documents in which they occur, and the ways in which they are written. */
export class Vocabulary {
  readonly #ids = new Map<string, TermId>();
  readonly #postings: PostingList[] = [];
  readonly #isStopWord: boolean[] = [];
  /** How often each term occurs in what is found. */
  readonly #occurrences: number[] = [];
  readonly #spellings = new SpellingTable();

  get size(): number {
    return this.#postings.length;
  }

  get spellings(): SpellingTable {
    return this.#spellings;
  }

  /** The number of a word's term, new if it has none. */
  add({ term, surface, isStopWord }: Word): TermId {
    const key = keyOf(term, isStopWord);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#postings.length;
      this.#ids.set(key, id);
      this.#postings.push(new PostingList());
      this.#isStopWord.push(isStopWord);
      this.#occurrences.push(0);
    }
    if (!isStopWord) this.#spellings.add(surface, id);
    return id;
  }

  idOf({ term, isStopWord }: Pick<Word, "term" | "isStopWord">): TermId | null {
    return this.#ids.get(keyOf(term, isStopWord)) ?? null;
  }

  isStopWord(id: TermId): boolean {
    return this.#isStopWord[id] ?? false;
  }

  postingsOf(id: TermId): PostingList {
    return this.#postings[id] ?? new PostingList();
  }

  occurrencesOf(id: TermId): number {
    return this.#occurrences[id] ?? 0;
  }

  countOccurrence(id: TermId, change: 1 | -1): void {
    this.#occurrences[id] = this.occurrencesOf(id) + change;
  }
}

/** “War” is a stop word in German and none in English: these are two terms. */
function keyOf(term: string, isStopWord: boolean): string {
  return isStopWord ? ` ${term}` : term;
}

/** How the terms are written, with what is needed to find those that are nearly written like a word. */
export class SpellingTable {
  readonly #ids = new Map<string, TermId>();
  readonly #words: string[] = [];
  #masks = new Uint32Array(1_024);

  get size(): number {
    return this.#words.length;
  }

  add(word: string, id: TermId): void {
    if (this.#ids.has(word)) return;
    const at = this.#words.length;
    if (at === this.#masks.length) {
      const masks = new Uint32Array(2 * at);
      masks.set(this.#masks);
      this.#masks = masks;
    }
    this.#masks[at] = lettersOf(word);
    this.#ids.set(word, id);
    this.#words.push(word);
  }

  idOf(word: string): TermId | null {
    return this.#ids.get(word) ?? null;
  }

  /** Calls `visit` for the words that may be `edits` changes away from `word`, and for few others. */
  eachLike(word: string, edits: number, visit: (word: string, id: TermId) => void): void {
    const mask = lettersOf(word);
    for (let at = 0; at < this.#words.length; at += 1) {
      if (bitsOf((this.#masks[at] ?? 0) ^ mask) > 2 * edits) continue;
      const other = this.#words[at] ?? "";
      if (Math.abs(other.length - word.length) <= edits) visit(other, this.#ids.get(other) ?? 0);
    }
  }
}

/** A bit for each letter. */
function lettersOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask >>> 0;
}

function bitsOf(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55_55_55_55);
  bits = (bits & 0x33_33_33_33) + ((bits >>> 2) & 0x33_33_33_33);
  return (((bits + (bits >>> 4)) & 0x0f_0f_0f_0f) * 0x01_01_01_01) >>> 24;
}
