import { widgetLanguage } from "#locales/widget-languages.ts";

/** The reader's language, settled once: a page does not change it. */
export const language = widgetLanguage(navigator.languages);
export const { words } = language;

/** "14:02", in the reader's time zone. */
export const clock = new Intl.DateTimeFormat(language.code, { timeStyle: "short" }).format;
/** "Tuesday, 24 November" */
export const date = new Intl.DateTimeFormat(language.code, { weekday: "long", day: "numeric", month: "long" })
  .format;
