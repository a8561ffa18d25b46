import { createElement, type ReactNode } from "react";
import {
  type MarkdownContent,
  type MarkdownNode,
  parseMarkdown,
  parsePlainText,
  textOf,
} from "#domain/text/markdown.ts";
import { hasMixedHost } from "#domain/text/has-mixed-host.ts";
import { withoutTurns } from "#domain/text/without-turns.ts";

const classNames: Partial<Record<MarkdownNode["kind"], string>> = {
  p: "whitespace-pre-wrap",
  pre: "scroll-hint overflow-x-auto rounded-4 p-2 text-13",
  ol: "list-decimal pl-7",
  ul: "list-disc pl-5",
  code: "rounded-4 bg-surface-3 px-1 text-13",
  a: "text-accent-ink underline",
};

interface MarkdownTextProps {
  text: string;
  /** For an author who does not write Markdown: only addresses become links. */
  isPlain?: boolean;
}

/** A message with the Markdown subset that chats use. It can only produce text and links. */
export function MarkdownText({ text, isPlain = false }: MarkdownTextProps) {
  const parse = isPlain ? parsePlainText : parseMarkdown;
  return (
    <div dir="auto" className="grid gap-2 break-words [overflow-wrap:anywhere]">
      {parse(withoutTurns(text)).map((block, index) => (
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
  if (kind === "pre") return <CodeBlock code={textOf(pieces)} />;
  const verbatim = kind === "code" && { translate: "no" as const };
  const numbered = start !== null && { start };
  // oxlint-disable-next-line react/no-array-index-key -- as above
  const children = pieces.map((child, index) => <MarkdownPiece key={index} piece={child} />);
  if (href !== null) return <Link href={href}>{children}</Link>;
  return createElement(kind, { className: classNames[kind], ...numbered, ...verbatim }, children);
}

/** Code in a block takes the block's styles. A long line scrolls, by keyboard too. */
function CodeBlock({ code }: { code: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
    <pre tabIndex={0} translate="no" className={classNames.pre}>
      {code}
    </pre>
  );
}

/** A host whose letters are of several scripts may look like another one, so its ASCII form stands beside it. */
function Link({ href, children }: { href: string; children: ReactNode }) {
  const isMixed = hasMixedHost(href) && URL.canParse(href);
  return (
    <>
      <a href={href} target="_blank" rel="noreferrer noopener" dir="auto" className={classNames.a}>
        {children}
      </a>
      {isMixed && <span>{` (${new URL(href).host})`}</span>}
    </>
  );
}
