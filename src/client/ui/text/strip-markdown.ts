import { type MarkdownContent, parseMarkdown } from "#domain/text/markdown.ts";

/** A message as one line of plain text, for lists. */
export function stripMarkdown(text: string): string {
  return parseMarkdown(text)
    .map(({ kind, pieces }) =>
      kind === "ul" || kind === "ol"
        ? pieces.map((item) => plainTextOf([item])).join(", ")
        : plainTextOf(pieces),
    )
    .join(" ");
}

function plainTextOf(pieces: readonly MarkdownContent[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : plainTextOf(piece.pieces))).join("");
}
