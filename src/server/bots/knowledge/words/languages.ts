/** The languages whose words the search knows, by ISO 639-1. Others are searched too, word by word as they are written. */
export const LANGUAGES = [
  "ar",
  "ca",
  "cs",
  "da",
  "de",
  "el",
  "en",
  "es",
  "fi",
  "fr",
  "he",
  "hi",
  "hu",
  "it",
  "ja",
  "ko",
  "nl",
  "no",
  "pl",
  "pt",
  "ro",
  "ru",
  "sl",
  "sv",
  "th",
  "tr",
  "uk",
  "zh",
] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language that a tag names, such as “de-AT”; `null` if the search has no rules for it. */
export function languageOf(tag: string | null): Language | null {
  const [code] = tag?.toLowerCase().split("-") ?? [];
  return LANGUAGES.find((language) => language === code) ?? null;
}
