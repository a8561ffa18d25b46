import { SENTENCE_END } from "../store/analyze-article.ts";
import { withoutCourtesies } from "./courtesies.ts";

/** A part of a message that may be a question of its own. */
export interface MessagePart {
  text: string;
  /** Whether it is all of the message. */
  isWhole: boolean;
  /** Whether the message has several sentences that end as questions. */
  isOneOfSeveral: boolean;
}

/** Of a longer message the first sentences are looked up, and all of it at once. */
const SENTENCES_MAX = 8;
/** In UTF-16 code units: a pasted page is no question. */
const MESSAGE_MAX = 4_000;

/**
 * What is looked up for a message: each of its sentences without greetings and thanks, and all of it, unless it asks several
 * things.
 */
export function partsOfMessage(message: string): MessagePart[] {
  const text = withoutCourtesies(message.slice(0, MESSAGE_MAX)).trim();
  const sentences = text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  const isOneOfSeveral = sentences.filter(endsAsQuestion).length > 1;
  const whole = { text, isWhole: true, isOneOfSeveral };
  if (sentences.length <= 1) return [whole];
  const parts = sentences
    .slice(0, SENTENCES_MAX)
    .map((sentence) => ({ text: sentence, isWhole: false, isOneOfSeveral }));
  return isOneOfSeveral ? parts : [whole, ...parts];
}

const QUESTION_MARK = /[?？؟;](?:["'”’)\]]*)\s*$/u;

/** Whether a sentence ends as a question. */
export function endsAsQuestion(text: string): boolean {
  return QUESTION_MARK.test(text);
}
