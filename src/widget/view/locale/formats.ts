import { language } from "#language/language.ts";
import { pluralsOf } from "#locales/grammar/plural.ts";

/** "1 message", "2 messages" */
export const plural = pluralsOf(language.code);

/** "14:02", in the reader's time zone. */
export const formatTime = new Intl.DateTimeFormat(language.code, { timeStyle: "short" }).format;
