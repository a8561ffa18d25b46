import { type MarkdownContent, parseMarkdown } from "#domain/text/markdown.ts";
import { h, type VirtualNode } from "../dom/virtual-dom.ts";

/** Read once: a message is drawn at every keystroke, and never changes. */
const rendered = new WeakMap<object, VirtualNode[]>();

/** {@link renderMarkdown} of a message that has been said. */
export function renderMarkdownOnce(said: { text: string }): VirtualNode[] {
  const kids = rendered.get(said) ?? renderMarkdown(said.text);
  rendered.set(said, kids);
  return kids;
}

/** A message's words, with the little Markdown chats use. Built as elements: no text of anybody's ever becomes HTML. */
export function renderMarkdown(text: string): VirtualNode[] {
  return parseMarkdown(text).map(drawPiece);
}

function drawPiece(piece: MarkdownContent): VirtualNode {
  if (typeof piece === "string") return piece;
  const { kind, href, start, pieces } = piece;
  const link = href !== null && { href, target: "_blank", rel: "noopener nofollow" };
  return h(kind, { ...link, start }, pieces.map(drawPiece));
}
