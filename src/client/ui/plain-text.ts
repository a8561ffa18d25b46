import { type Inline, parseMarkdown } from "#domain/markdown.ts";

/** What somebody wrote as one line without its Markdown, for lists. */
export function plainText(text: string): string {
  return parseMarkdown(text)
    .map((block) => {
      switch (block.kind) {
        case "paragraph":
          return read(block.children);
        case "code":
          return block.text;
        case "list":
          return block.items.map(read).join(", ");
      }
    })
    .join(" ");
}

function read(pieces: readonly Inline[]): string {
  return pieces.map((piece) => ("text" in piece ? piece.text : read(piece.children))).join("");
}
