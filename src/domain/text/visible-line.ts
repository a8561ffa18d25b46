import { isBlank, UNSEEN } from "./is-blank.ts";

/** All but white space, and what belongs to the character before: joiners and variation selectors. */
const HIDDEN = new RegExp(String.raw`(?![\t-\r\u200C\u200D\p{VS}])${UNSEEN.source}`, "gu");
/** Joiners where they only make two names differ: at an edge, and beside ASCII or Latin letters, which never need them. */
const IDLE_JOINERS = /(?<![^\s!-~\p{sc=Latn}])[\u200C\u200D]+|[\u200C\u200D]+(?![^\s!-~\p{sc=Latn}])/gu;

/** A text as one line of what is seen of it: nothing invisible, no blank edges, one space between words; maybe empty. */
export function visibleLine(text: string): string {
  if (isBlank(text)) return "";
  const seen = text.toWellFormed().normalize("NFC").replace(HIDDEN, "").replace(IDLE_JOINERS, "");
  return seen.replace(/\s+/g, " ").trim();
}
