/** The languages that an article is offered to be in. */
const OFFERED = [
  "en",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "nl",
  "pl",
  "ru",
  "tr",
  "ar",
  "he",
  "hi",
  "zh",
  "ja",
  "ko",
  "th",
];

/** The choices of a language, by their names in the page's language; another one that is stored stays a choice. */
export function languageOptions(stored: string, none: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames("en", { type: "language" });
  const tags = OFFERED.includes(stored) || stored === "" ? OFFERED : [...OFFERED, stored];
  const named = tags.map((value) => ({ value, label: names.of(value) ?? value }));
  return [{ value: "", label: none }, ...named.toSorted((a, b) => a.label.localeCompare(b.label, "en"))];
}
