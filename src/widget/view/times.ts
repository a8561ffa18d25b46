import { DAY, type Instant } from "#domain/instant.ts";
import type { WidgetWords } from "#locales/catalogue.ts";

/** Puts instants into the words of a language, in the reader's time zone. */
export interface Times {
  /** "14:02" */
  clock(at: Instant): string;
  /** "Today", "Yesterday", or the date. */
  day(at: Instant, now: Instant): string;
  /** Day and time, whole. */
  full(at: Instant): string;
}

export function createTimes(language: string, words: WidgetWords): Times {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(language, options);
    return (at: Instant) => formatter.format(at);
  };
  const clock = format({ timeStyle: "short" });
  const date = format({ weekday: "long", day: "numeric", month: "long" });

  return {
    clock,
    full: format({ dateStyle: "full", timeStyle: "short" }),
    day(at, now) {
      const day = date(at);
      if (day === date(now)) return words.today;
      return day === date(now - DAY) ? words.yesterday : day;
    },
  };
}
