import type { ReactNode } from "react";
import { type Block, type Inline, parseMarkdown } from "#domain/markdown.ts";

/** What somebody wrote, with the little Markdown that chats use. Nothing in it can become anything but text and links. */
export function RichText({ text }: { text: string }) {
  return (
    <div dir="auto" className="grid gap-2 break-words [overflow-wrap:anywhere]">
      {parseMarkdown(text).map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a text's blocks have no other name and never move
        <div key={index} className="min-w-0">
          {blockOf(block)}
        </div>
      ))}
    </div>
  );
}

function blockOf(block: Block): ReactNode {
  switch (block.kind) {
    case "paragraph":
      return <p className="whitespace-pre-wrap">{inlines(block.children)}</p>;
    case "code":
      return <pre className="overflow-x-auto rounded-4 bg-surface-3 p-2 text-13">{block.text}</pre>;
    case "list": {
      const items = block.items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- as above
        <li key={index}>{inlines(item)}</li>
      ));
      return block.ordered ? (
        <ol start={block.start} className="list-decimal pl-5">
          {items}
        </ol>
      ) : (
        <ul className="list-disc pl-5">{items}</ul>
      );
    }
  }
}

function inlines(pieces: readonly Inline[]): ReactNode {
  // oxlint-disable-next-line react/no-array-index-key -- as above
  return pieces.map((piece, index) => <Piece key={index} piece={piece} />);
}

function Piece({ piece }: { piece: Inline }) {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "code":
      return <code className="rounded-4 bg-surface-3 px-1 text-13">{piece.text}</code>;
    case "strong":
      return <strong>{inlines(piece.children)}</strong>;
    case "emphasis":
      return <em>{inlines(piece.children)}</em>;
    case "link":
      return (
        <a href={piece.href} target="_blank" rel="noreferrer noopener" className="text-accent-ink underline">
          {inlines(piece.children)}
        </a>
      );
  }
}
