import { chooseWidgetLanguage } from "#locales/widget-languages.ts";

/** The reader's language, chosen once per page. */
export const language = chooseWidgetLanguage(navigator.languages);
export const strings = language.strings;

/** "14:02", in the reader's time zone. */
export const formatTime = new Intl.DateTimeFormat(language.code, { timeStyle: "short" }).format;
/** "Tuesday, 24 November" */
export const formatDate = new Intl.DateTimeFormat(language.code, {
  weekday: "long",
  day: "numeric",
  month: "long",
}).format;
