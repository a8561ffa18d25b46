import { createElement, type ReactNode } from "react";
import { type MarkdownNode, type MarkdownContent, parseMarkdown } from "#domain/text/markdown.ts";

const classNames: Partial<Record<MarkdownNode["kind"], string>> = {
  p: "whitespace-pre-wrap",
  pre: "overflow-x-auto rounded-4 bg-surface-3 p-2 text-13",
  ol: "list-decimal pl-5",
  ul: "list-disc pl-5",
  code: "rounded-4 bg-surface-3 px-1 text-13",
  a: "text-accent-ink underline",
};

/** A message with the Markdown subset that chats use. It can only produce text and links. */
export function MarkdownText({ text }: { text: string }) {
  return (
    <div dir="auto" className="grid gap-2 break-words [overflow-wrap:anywhere]">
      {parseMarkdown(text).map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- blocks have no other key and are never reordered
        <div key={index} className="min-w-0">
          <MarkdownPiece piece={block} />
        </div>
      ))}
    </div>
  );
}

function MarkdownPiece({ piece }: { piece: MarkdownContent }): ReactNode {
  // Without an element of its own, a text among others breaks React's updates once a translator has replaced it.
  if (typeof piece === "string") return <span>{piece}</span>;
  const { kind, href, start, pieces } = piece;
  // Code in a block takes the block's styles.
  if (kind === "pre")
    return (
      <pre translate="no" className={classNames.pre}>
        {plainTextOf(pieces)}
      </pre>
    );
  const verbatim = kind === "code" && { translate: "no" as const };
  const link = href !== null && { href, target: "_blank", rel: "noreferrer noopener" };
  const numbered = start !== null && { start };
  // oxlint-disable-next-line react/no-array-index-key -- as above
  const children = pieces.map((child, index) => <MarkdownPiece key={index} piece={child} />);
  return createElement(kind, { className: classNames[kind], ...link, ...numbered, ...verbatim }, children);
}

function plainTextOf(pieces: readonly MarkdownContent[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : plainTextOf(piece.pieces))).join("");
}
