/** Phrases that thank or take leave, in each language in which the widget is shipped. */
export const FAREWELLS: Readonly<Record<"en" | "de", readonly string[]>> = {
  en: phrases(
    "thanks, thank you, thank u, many thanks, thx, tx, ty, tysm, cheers, much appreciated",
    "bye, bye bye, goodbye, good bye, good night, see you, see ya, cu, take care",
    "have a nice day, have a good day, have a great day, have a nice evening, have a good one",
    "that helped, that helps, that answers my question, you helped me",
  ),
  de: phrases(
    "danke, danke schön, dankeschön, danke sehr, vielen dank, herzlichen dank, besten dank, lieben dank",
    "dank dir, ich danke ihnen, merci, tschüss, tschüs, tschau, ciao, servus, auf wiedersehen, bis bald",
    "bis dann, gute nacht, mach's gut, machs gut, schönen tag, schönen tag noch, schönen abend",
    "schönen abend noch, schönes wochenende, das hat geholfen, hat mir geholfen, mfg, viele grüße",
    "liebe grüße, lg",
  ),
};

/** Phrases that say nothing by themselves, and do not keep a farewell from being one. */
const FILLERS: Readonly<Record<"en" | "de", readonly string[]>> = {
  en: phrases(
    "ok, okay, k, great, perfect, nice, cool, super, wonderful, awesome, alright, got it, a lot, so much",
    "very much, for your help, for the help, for the info, again, then, and, no, yes, all good, that's all",
    "thats all, you too, too",
  ),
  de: phrases(
    "ok, okay, super, prima, perfekt, toll, klasse, gut, alles klar, verstanden, passt, nein, ja, für ihre hilfe",
    "für deine hilfe, für die hilfe, für die info, nochmal, noch mal, dann, und, einen, ihnen, dir, auch",
    "ebenfalls, gleichfalls, das war's, das wars",
  ),
};

/** Whether a phrase is a farewell, by its words as {@link wordsOf} gives them. */
const PHRASES: ReadonlyMap<string, boolean> = new Map([
  ...Object.values(FILLERS).flatMap((list) =>
    list.map((phrase) => [wordsOf(phrase).join(" "), false] as const),
  ),
  ...Object.values(FAREWELLS).flatMap((list) =>
    list.map((phrase) => [wordsOf(phrase).join(" "), true] as const),
  ),
]);

/** The words of the longest phrase. */
const LONGEST = Math.max(...[...PHRASES.keys()].map((phrase) => phrase.split(" ").length));

/**
 * Whether a text only thanks or takes leave, so that nobody waits for an answer to it: “ok, thank you very much. bye!”. A
 * text that only agrees is none, because it may agree to wait.
 */
export function isFarewell(text: string): boolean {
  const words = wordsOf(text);
  let isFound = false;
  for (let at = 0; at < words.length;) {
    const length = phraseAt(words, at);
    if (length === 0) return false;
    isFound ||= PHRASES.get(words.slice(at, at + length).join(" ")) === true;
    at += length;
  }
  return isFound;
}

/** How many words the longest phrase that begins here has; 0 if none does. */
function phraseAt(words: readonly string[], at: number): number {
  for (let length = Math.min(LONGEST, words.length - at); length > 0; length -= 1)
    if (PHRASES.has(words.slice(at, at + length).join(" "))) return length;
  return 0;
}

/** The words in small letters, without punctuation and emoji. A question mark is a word: it asks something. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFC")
      .toLowerCase()
      // In capitals it is written so.
      .replaceAll("ß", "ss")
      .replaceAll("’", "'")
      .replaceAll("?", " ? ")
      .replaceAll(/[^\p{L}\p{N}'?]+/gu, " ")
      .split(" ")
      .filter((word) => word !== "")
  );
}

function phrases(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(", "));
}
