import { type Piece, readMarkdown } from "#domain/text/markdown.ts";

/** What somebody wrote as one line without its Markdown, for lists. */
export function plainText(text: string): string {
  return readMarkdown(text)
    .map(({ kind, pieces }) =>
      kind === "ul" || kind === "ol" ? pieces.map((item) => read([item])).join(", ") : read(pieces),
    )
    .join(" ");
}

function read(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : read(piece.pieces))).join("");
}
