import { type MarkdownContent, parseMarkdown, parsePlainText } from "#domain/text/markdown.ts";
import type { PublicMessage } from "#domain/views/public-fact.ts";
import { h, type VirtualNode } from "../view/dom/virtual-dom.ts";

/** Rendered messages, cached because they are rendered at every keystroke and never change. */
const rendered = new WeakMap<object, VirtualNode[]>();

/** Renders a complete message, cached. What customers typed reads as typed, because they know nothing of Markdown. */
export function renderMessage(message: Pick<PublicMessage, "author" | "text">): VirtualNode[] {
  const { author, text } = message;
  const parse = author.kind === "customer" ? parsePlainText : parseMarkdown;
  const kids = rendered.get(message) ?? parse(text).map(drawPiece);
  rendered.set(message, kids);
  return kids;
}

/** Renders a text with the supported Markdown as elements. No text is ever parsed as HTML. */
export function renderMarkdown(text: string): VirtualNode[] {
  return parseMarkdown(text).map(drawPiece);
}

function drawPiece(piece: MarkdownContent): VirtualNode {
  if (typeof piece === "string") return piece;
  const { kind, href, start, pieces } = piece;
  const link = href !== null && { href, target: "_blank", rel: "noopener nofollow" };
  return h(kind, { ...link, start }, pieces.map(drawPiece));
}
