import { knowledge } from "#locales/en/knowledge.ts";

/** The texts about the articles behind an answer, in the page's language. */
export const articleStrings = knowledge.behindAnswer;
