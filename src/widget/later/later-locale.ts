import { language } from "#language/language.ts";
import { later } from "#language/widget-later.ts";

export const strings = later;

/** "Tuesday, 24 November" */
export const formatDate = new Intl.DateTimeFormat(language.code, {
  weekday: "long",
  day: "numeric",
  month: "long",
}).format;
