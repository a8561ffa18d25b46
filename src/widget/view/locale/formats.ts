import type { Instant } from "#domain/model/instant.ts";
import { language } from "#language/language.ts";
import { pluralsOf } from "#locales/grammar/plural.ts";

/** "1 message", "2 messages" */
export const plural = pluralsOf(language.code);

/** "14:02", in the reader's time zone. */
export const formatTime = new Intl.DateTimeFormat(language.code, { timeStyle: "short" }).format;

/** "Monday", in the reader's time zone; "Monday, December 7" if the weekday is not enough. */
export function formatDay(at: Instant, isFar: boolean): string {
  return new Intl.DateTimeFormat(language.code, {
    weekday: "long",
    ...(isFar && { day: "numeric", month: "long" }),
  }).format(at);
}
