import { knowledge } from "#locales/en/knowledge.ts";

/** The texts of the page Knowledge, in the page's language. */
export const strings = knowledge;
