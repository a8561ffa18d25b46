import { type MarkdownContent, parseMarkdown } from "#domain/text/markdown.ts";
import { h, type VirtualNode } from "../dom/virtual-dom.ts";

/** Rendered texts, cached because messages are rendered at every keystroke and never change. */
const rendered = new WeakMap<object, VirtualNode[]>();

/** {@link renderMarkdown} for a complete message, cached. */
export function renderMarkdownOnce(message: { text: string }): VirtualNode[] {
  const kids = rendered.get(message) ?? renderMarkdown(message.text);
  rendered.set(message, kids);
  return kids;
}

/** Renders a message's text with the supported Markdown as elements. No text is ever parsed as HTML. */
export function renderMarkdown(text: string): VirtualNode[] {
  return parseMarkdown(text).map(drawPiece);
}

function drawPiece(piece: MarkdownContent): VirtualNode {
  if (typeof piece === "string") return piece;
  const { kind, href, start, pieces } = piece;
  const link = href !== null && { href, target: "_blank", rel: "noopener nofollow" };
  return h(kind, { ...link, start }, pieces.map(drawPiece));
}
