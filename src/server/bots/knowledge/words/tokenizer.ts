import { type Language, LANGUAGES } from "./languages.ts";
import { createStem, withoutAccents } from "./stem.ts";
import { STOP_WORDS } from "./stop-words.ts";

/** A word of a text as the search sees it. */
export interface Word {
  /** The stem, without accents: words with the same term are the same word. */
  term: string;
  /** As it is written, in lower case and without accents. */
  surface: string;
  /** Whether it says nothing about the topic. */
  isStopWord: boolean;
}

/** Letters and digits with what joins them into one word: a hyphen, an apostrophe, the point of a number. */
const CHUNK = /[\p{L}\p{N}\p{M}]+(?:['’ʼ\-‐‑][\p{L}\p{N}\p{M}]+|(?<=\p{N})[.,](?=\p{N})[\p{N}]+)*/gu;
/** Scripts without spaces between words. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const HAS_SPACELESS = new RegExp(SPACELESS.source, "u");
/** Of these, the scripts in which a single character means something: pairs of them are terms. */
const IDEOGRAPHIC = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u;
const HIRAGANA = /^\p{Script=Hiragana}+$/u;
const HANGUL = /^\p{Script=Hangul}{2,}$/u;
const LATIN = /^[\p{Script=Latin}\p{M}\p{N}]+$/u;
const JOINERS = /['’ʼ\-‐‑]/u;
const APOSTROPHE = /['’ʼ]/u;
const TERM_MAX_LENGTH = 40;
/** The first part of a hyphenated word up to this length is no word: “Wi-Fi”, “e-mail”, “T-shirt”. */
const FRAGMENT_LENGTH = 2;
/** Words of a language whose analysis is kept. */
const KEPT_WORDS = 20_000;

/** Splits texts into words. Keeps what it has found out about the words it has met, in bounded memory. */
export class Tokenizer {
  readonly #stems = new Map<Language, (word: string) => string>();
  readonly #kept = new Map<Language, Map<string, readonly Word[]>>();
  readonly #segmenter = new Intl.Segmenter("und", { granularity: "word" });

  /** The words of a text in order. Takes time linear in its length. */
  wordsOf(text: string, language: Language): Word[] {
    const lower = toLowerCase(text.normalize("NFKC"), language);
    const kept = this.#keptOf(language);
    const words: Word[] = [];
    for (const chunk of lower.match(CHUNK) ?? [])
      for (const word of kept.get(chunk) ?? this.#analyze(chunk, language, kept)) words.push(word);
    return words;
  }

  #keptOf(language: Language): Map<string, readonly Word[]> {
    let kept = this.#kept.get(language);
    if (kept === undefined) {
      kept = new Map();
      this.#kept.set(language, kept);
    }
    return kept;
  }

  #analyze(chunk: string, language: Language, kept: Map<string, readonly Word[]>): readonly Word[] {
    if (HAS_SPACELESS.test(chunk)) return this.#wordsOfMixed(chunk, language);
    const words = this.#wordsOfJoined(chunk.slice(0, 4 * TERM_MAX_LENGTH), language);
    if (kept.size >= KEPT_WORDS) kept.clear();
    kept.set(chunk, words);
    return words;
  }

  #wordsOfJoined(chunk: string, language: Language): Word[] {
    if (!JOINERS.test(chunk)) return this.#wordsOfPlain(chunk, language);
    const parts = chunk.split(JOINERS);
    if (APOSTROPHE.test(chunk)) return this.#wordsOfContraction(chunk, parts, language);
    if ((parts[0] ?? "").length <= FRAGMENT_LENGTH) return this.#wordsOfPlain(parts.join(""), language);
    return parts.flatMap((part) => this.#wordsOfPlain(part, language));
  }

  /** “can't”, “Ken's”, “l'heure”, “Tesla'nın”. */
  #wordsOfContraction(chunk: string, parts: readonly string[], language: Language): Word[] {
    const [first = "", ...others] = parts;
    if (language === "tr") return this.#wordsOfPlain(first, language);
    if (language === "en")
      return this.#wordsOfPlain(/['’ʼ]s$/u.test(chunk) ? first : parts.join(""), language);
    return [first, ...others].flatMap((part) => this.#wordsOfPlain(part, language));
  }

  #wordsOfPlain(written: string, language: Language): Word[] {
    if (HANGUL.test(written)) return pairsOf(written);
    const word = written.slice(0, TERM_MAX_LENGTH);
    const isForeign = !USES_LATIN.has(language) && LATIN.test(word);
    const own = isForeign ? "en" : language;
    const surface = withoutAccents(word);
    return [{ term: this.#stem(word, own), surface, isStopWord: STOP_WORDS[own].has(word) }];
  }

  #wordsOfMixed(chunk: string, language: Language): Word[] {
    const words: Word[] = [];
    let end = 0;
    for (const match of chunk.matchAll(SPACELESS)) {
      words.push(...this.#wordsBetween(chunk.slice(end, match.index), language));
      end = match.index + match[0].length;
      words.push(...this.#wordsOfSpaceless(match[0], language));
    }
    return [...words, ...this.#wordsBetween(chunk.slice(end), language)];
  }

  #wordsBetween(text: string, language: Language): Word[] {
    return (text.match(CHUNK) ?? []).flatMap((chunk) => this.#wordsOfJoined(chunk, language));
  }

  #wordsOfSpaceless(run: string, language: Language): Word[] {
    if (IDEOGRAPHIC.test(run)) return pairsOf(run);
    const stopWords = STOP_WORDS[language];
    return Array.from(this.#segmenter.segment(run), ({ segment }) => ({
      term: segment,
      surface: segment,
      isStopWord: stopWords.has(segment),
    }));
  }

  #stem(word: string, language: Language): string {
    let stem = this.#stems.get(language);
    if (stem === undefined) {
      stem = createStem(language);
      this.#stems.set(language, stem);
    }
    return stem(word);
  }
}

/** In lower case by the rules of a language. Russian is mostly written without the dots of ё. */
function toLowerCase(text: string, language: Language): string {
  if (language === "tr") return text.toLocaleLowerCase("tr");
  const lower = text.toLowerCase();
  return language === "ru" ? lower.replaceAll("ё", "е") : lower;
}

const NOT_LATIN: ReadonlySet<Language> = new Set([
  "ar",
  "el",
  "he",
  "hi",
  "ja",
  "ko",
  "ru",
  "th",
  "uk",
  "zh",
]);
const USES_LATIN: ReadonlySet<Language> = new Set(LANGUAGES.filter((language) => !NOT_LATIN.has(language)));

/** Pairs of characters. Those of hiragana are mostly grammar, like stop words in English. */
function pairsOf(run: string): Word[] {
  const signs = Array.from(run);
  const pairs = signs.length === 1 ? signs : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
  return pairs.map((pair) => ({ term: pair, surface: pair, isStopWord: HIRAGANA.test(pair) }));
}
