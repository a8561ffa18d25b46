/** Words that do not help to find the topic of a question. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a about all also am an and any anybody anyone anything are as at be been being both but by can could did do does " +
    "doing don dont for from had has have hello help hey hi how i id if im in into is it its just know let like long make " +
    "many may me might mine much must my myself need no not now of off ok on or other our out over own please shall she he " +
    "should so some something support tell than thank thanks that the their them then there these they thing things this " +
    "those time to too up us use very want was we were what when where which while who whom whose why will with without " +
    "would yes you your yours"
  ).split(" "),
);

/** Scripts without spaces between words, for which pairs of characters are the terms. */
const SCRIPTS_WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const HIRAGANA = /^\p{Script=Hiragana}+$/u;
const WORD = /[\p{L}\p{N}]+/gu;
const LATIN = /^[a-z]+$/;
const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['’]/g;
const TERM_MAX_LENGTH = 40;
const STEM_MIN_LENGTH = 3;

/** English suffixes, the longest first, and their replacements. */
const ENDINGS: readonly [ending: string, instead: string][] = [
  ["ations", ""],
  ["ation", ""],
  ["ments", ""],
  ["ment", ""],
  ["ings", ""],
  ["ions", ""],
  ["ing", ""],
  ["ion", ""],
  ["ies", "y"],
  ["ers", ""],
  ["ed", ""],
  ["es", ""],
  ["er", ""],
  ["ly", ""],
  ["s", ""],
  ["e", ""],
];

/**
 * The terms of a text in order: lower case, without accents, English suffixes and stop words. Linear in the length of
 * the text.
 */
export function tokenize(text: string): string[] {
  const folded = text.normalize("NFKD").replace(MARKS, "").replace(APOSTROPHES, "").toLowerCase();
  return (folded.match(WORD) ?? []).flatMap(termsOfWord);
}

function termsOfWord(word: string): string[] {
  if (SCRIPTS_WITHOUT_SPACES.test(word)) return pairsOf(Array.from(word));
  const term = stem(word.slice(0, TERM_MAX_LENGTH));
  return STOP_WORDS.has(word) || STOP_WORDS.has(term) ? [] : [term];
}

/** Pairs of characters, except hiragana, which are mostly grammar, like stop words in English. */
function pairsOf(signs: readonly string[]): string[] {
  if (signs.length === 1) return [...signs];
  return signs
    .slice(1)
    .map((sign, at) => `${signs[at]}${sign}`)
    .filter((pair) => !HIRAGANA.test(pair));
}

/**
 * Crude on purpose: it only has to treat questions and articles alike. Suffixes are removed until none is left, so that
 * "embed", "embeds" and "embedding" get the same stem, whatever it is.
 */
function stem(word: string): string {
  if (!LATIN.test(word) || word.endsWith("ss")) return word;
  for (const [ending, instead] of ENDINGS) {
    const start = word.slice(0, -ending.length);
    if (word.endsWith(ending) && start.length >= STEM_MIN_LENGTH) return stem(undoubled(start) + instead);
  }
  return word;
}

/** Undoes a doubled consonant: "running" → "run", but "calling" → "call". */
function undoubled(start: string): string {
  const last = start.at(-1) ?? "";
  const isDoubled = start.length > STEM_MIN_LENGTH && last === start.at(-2) && !"aeiouls".includes(last);
  return isDoubled ? start.slice(0, -1) : start;
}
