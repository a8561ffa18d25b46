import { widget as english } from "./en/widget.ts";

/** Every phrase the widget needs. English is the measure: a language that lacks one of its phrases does not compile. */
export type WidgetStrings = typeof english;

/** A language of the widget. */
export interface WidgetLanguage {
  /** BCP 47. */
  code: string;
  direction: "ltr" | "rtl";
  strings: WidgetStrings;
}

const fallback: WidgetLanguage = { code: "en", direction: "ltr", strings: english };

/** A new language is a folder beside `en` and a line here. */
const languages: readonly WidgetLanguage[] = [fallback];

/**
 * The first language a reader prefers that the widget speaks; English if there is none.
 *
 * @param preferred - BCP 47 codes, the dearest first; a region is ignored where only its language is spoken
 */
export function widgetLanguage(preferred: readonly string[]): WidgetLanguage {
  for (const wish of preferred) {
    const found = languages.find(({ code }) => wish === code || wish.startsWith(`${code}-`));
    if (found !== undefined) return found;
  }
  return fallback;
}
