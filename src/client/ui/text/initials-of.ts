import { firstCharacter } from "#domain/text/first-character.ts";

/** The upper-case initials of the first and last word of a name, each a whole character as people count them. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return ends
    .map((word) => firstCharacter(word ?? ""))
    .join("")
    .toLocaleUpperCase();
}
