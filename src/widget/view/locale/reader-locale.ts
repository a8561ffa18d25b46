import { language, widget } from "#language/widget.ts";
import { pluralsOf } from "#locales/grammar/plural.ts";

export const strings = widget;
/** "1 message", "2 messages" */
export const plural = pluralsOf(language.code);

/** "14:02", in the reader's time zone. */
export const formatTime = new Intl.DateTimeFormat(language.code, { timeStyle: "short" }).format;
/** "Tuesday, 24 November" */
export const formatDate = new Intl.DateTimeFormat(language.code, {
  weekday: "long",
  day: "numeric",
  month: "long",
}).format;
