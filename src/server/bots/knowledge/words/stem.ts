import { type Stemmer, newStemmer } from "snowball-stemmers";
import type { Language } from "./languages.ts";

/** The Snowball stemmer of each language that has one. */
const SNOWBALL: Partial<Record<Language, string>> = {
  ca: "catalan",
  cs: "czech",
  da: "danish",
  de: "german",
  en: "english",
  es: "spanish",
  fi: "finnish",
  fr: "french",
  hu: "hungarian",
  it: "italian",
  nl: "dutch",
  no: "norwegian",
  pt: "portuguese",
  ro: "romanian",
  ru: "russian",
  sl: "slovene",
  sv: "swedish",
};

/** Stems a word in lower case. */
type Stem = (word: string) => string;

const OTHERS: Partial<Record<Language, Stem>> = {
  ar: stemArabic,
  he: stemHebrew,
  hi: stemHindi,
  tr: stemTurkish,
};

const MARKS = /\p{M}+/gu;
/** Scripts whose marks are accents or are left out in writing. In others, as in those of India, they are vowels. */
const HAS_ACCENTS =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{M}\p{N}]+$/u;

/** Creates a function that stems words of a language and leaves out accents. It is not shared between callers at work. */
export function createStem(language: Language): Stem {
  const name = SNOWBALL[language];
  const snowball: Stemmer | null = name === undefined ? null : newStemmer(name);
  const other = OTHERS[language];
  return (word) => withoutAccents(snowball?.stem(word) ?? other?.(word) ?? word);
}

/** Leaves out accents and the dot of a Turkish i, so that a word is found as it is typed in a hurry. */
export function withoutAccents(word: string): string {
  if (ASCII.test(word) || !HAS_ACCENTS.test(word)) return word;
  return word.normalize("NFD").replace(MARKS, "").normalize("NFC").replaceAll("ı", "i").replaceAll("ß", "ss");
}

const ASCII = /^[a-z0-9]*$/;

/** “Light10” (Larkey, Ballesteros, Connell 2007): the article with what is attached to it, and common endings. */
function stemArabic(word: string): string {
  let stem = word
    .replace(/[\u064B-\u0652\u0670\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه");
  const [prefix = ""] = /^(?:وال|بال|كال|فال|ال|لل)/.exec(stem) ?? [];
  if (stem.length - prefix.length >= 2) stem = stem.slice(prefix.length);
  if (prefix === "" && stem.startsWith("و") && stem.length >= 4) stem = stem.slice(1);
  for (const ending of ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"])
    if (stem.endsWith(ending) && stem.length - ending.length >= 2) stem = stem.slice(0, -ending.length);
  return stem;
}

/**
 * Without the letters at the beginning that may be particles, and without the endings of number and gender. Whether they are
 * cannot be told from a word, so they are left out wherever three letters remain: the same with and without an article.
 */
function stemHebrew(word: string): string {
  const stem = word.replace(MARKS, "").replace(/^[והבלכמש]+?(?=[^והבלכמש]|.{3}$)(?=.{3})/u, "");
  return stem.length >= 4 ? stem.replace(/(?:יות|ים|ות|ה|ת)$/u, "") : stem;
}

/** Endings of number, case, gender and tense, the longest first (after Ramanathan and Rao 2003). */
const HINDI_ENDINGS: readonly string[] = (
  "ियाँ ियां ियों ाओं ाएं ाएँ ुओं ुएं ुआं ाइयाँ ाइयों इयां इयों ाकर ाना ाने ानी ाता ाते ाती ता ते ती ना ने नी कर ओं एं ें ों ां ाँ ीं या ये यी " +
  "ा े ी ि ु ू ो"
)
  .split(" ")
  .toSorted((a, b) => b.length - a.length);

function stemHindi(word: string): string {
  const plain = word.normalize("NFC").replaceAll("\u093C", "").replaceAll("ँ", "ं");
  const ending = HINDI_ENDINGS.find((end) => plain.endsWith(end) && plain.length - end.length >= 2);
  return ending === undefined ? plain : plain.slice(0, -ending.length);
}

/**
 * The first five letters, which find as much as a lemmatizer does in a language of many endings (Can et al. 2008,
 * “Information retrieval on Turkish texts”).
 */
function stemTurkish(word: string): string {
  return word.slice(0, 5);
}
