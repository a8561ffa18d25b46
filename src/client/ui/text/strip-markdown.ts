import { parseMarkdown, textOf } from "#domain/text/markdown.ts";
import { withoutTurns } from "#domain/text/without-turns.ts";

/** A message as one line of plain text, for lists. */
export function stripMarkdown(text: string): string {
  return parseMarkdown(withoutTurns(text))
    .map(({ kind, start, pieces }) => {
      if (kind !== "ul" && kind !== "ol") return textOf(pieces);
      const items = pieces.map((item) => textOf([item]));
      return items.map((item, index) => (start === null ? item : `${start + index}. ${item}`)).join(", ");
    })
    .join(" ");
}
