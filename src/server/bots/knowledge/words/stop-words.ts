import * as lists from "stopword";
import type { Language } from "./languages.ts";

/**
 * Words of English that do not help to find the topic of a question, with those of a chat with support. Contractions have
 * no apostrophe.
 */
const ENGLISH =
  "a about all also am an and any anybody anyone anything are arent as at be because been being both but by can cannot " +
  "cant could couldnt did didnt do does doesnt doing dont for from had hadnt has hasnt have havent having he hello help " +
  "her here hey hi him his how i id if ill im in into is isnt it its ive just know let lets like long made make many may " +
  "me might mine more most much must my myself need no not now of off ok okay on once only or other our out over own " +
  "please shall she should shouldnt so some someone something such support sure tell than thank thanks that thats the " +
  "their them then there theres these they theyre thing things this those though through to too under until up upon us " +
  "use very want was wasnt way we well were werent what whats when where which while who whom whose why will with " +
  "within without wont would wouldnt yes yet you your youre yours";

/** What stands before an apostrophe in Romance languages, and after it in English. */
const ELIDED = "l d j m n s t c qu un dell nell all sull dall quell re ve ll";

const MARKS = /\p{M}+/gu;

/** The stop words of each language, in lower case, also as they are typed without accents. */
export const STOP_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  ar: stopWords(lists.ara),
  ca: stopWords(lists.cat),
  cs: stopWords(lists.ces),
  da: stopWords(lists.dan),
  de: stopWords(lists.deu),
  el: stopWords(lists.ell),
  en: stopWords([...lists.eng, ...ENGLISH.split(" ")]),
  es: stopWords(lists.spa),
  fi: stopWords(lists.fin),
  fr: stopWords(lists.fra),
  he: stopWords(lists.heb),
  hi: stopWords(lists.hin),
  hu: stopWords(lists.hun),
  it: stopWords(lists.ita),
  ja: stopWords(lists.jpn),
  ko: stopWords(lists.kor),
  nl: stopWords(lists.nld),
  no: stopWords(lists.nob),
  pl: stopWords(lists.pol),
  pt: stopWords(lists.por),
  ro: stopWords(lists.ron),
  ru: stopWords(lists.rus),
  sl: stopWords(lists.slv),
  sv: stopWords(lists.swe),
  th: stopWords(lists.tha),
  tr: stopWords(lists.tur),
  uk: stopWords(lists.ukr),
  zh: stopWords(lists.zho),
};

function stopWords(words: readonly string[]): ReadonlySet<string> {
  const all = [...words, ...ELIDED.split(" ")].map((word) => word.toLowerCase().normalize("NFC"));
  return new Set([...all, ...all.map((word) => word.normalize("NFD").replace(MARKS, "").normalize("NFC"))]);
}
