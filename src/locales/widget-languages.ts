import { widget as english } from "./en/widget.ts";

/** Every text of the widget. English defines them: a language that lacks one does not compile. */
export type WidgetStrings = typeof english;

/** A language of the widget. */
export interface WidgetLanguage {
  /** BCP 47. */
  code: string;
  direction: "ltr" | "rtl";
  strings: WidgetStrings;
}

const fallback: WidgetLanguage = { code: "en", direction: "ltr", strings: english };

/** All languages. To add one, create a folder next to `en` and add an entry here. */
const languages: readonly WidgetLanguage[] = [fallback];

/**
 * Chooses the first of a reader's preferred languages that the widget has; English if there is none.
 *
 * @param preferred - BCP 47 codes in order of preference; a region is ignored if only its language exists
 */
export function chooseWidgetLanguage(preferred: readonly string[]): WidgetLanguage {
  for (const tag of preferred) {
    const found = languages.find(({ code }) => tag === code || tag.startsWith(`${code}-`));
    if (found !== undefined) return found;
  }
  return fallback;
}
