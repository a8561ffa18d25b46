import { type MarkdownContent, parseMarkdown } from "#domain/text/markdown.ts";

/** What somebody wrote as one line without its Markdown, for lists. */
export function stripMarkdown(text: string): string {
  return parseMarkdown(text)
    .map(({ kind, pieces }) =>
      kind === "ul" || kind === "ol" ? pieces.map((item) => read([item])).join(", ") : read(pieces),
    )
    .join(" ");
}

function read(pieces: readonly MarkdownContent[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : read(piece.pieces))).join("");
}
