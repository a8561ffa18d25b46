import { type Piece, readMarkdown } from "#domain/text/markdown.ts";
import { h, type Kid } from "../dom/virtual-dom.ts";

/** Read once: a message is drawn at every keystroke, and never changes. */
const known = new WeakMap<object, Kid[]>();

/** {@link markdown} of a message that has been said. */
export function saidMarkdown(said: { text: string }): Kid[] {
  const kids = known.get(said) ?? markdown(said.text);
  known.set(said, kids);
  return kids;
}

/** A message's words, with the little Markdown chats use. Built as elements: no text of anybody's ever becomes HTML. */
export function markdown(text: string): Kid[] {
  return readMarkdown(text).map(drawPiece);
}

function drawPiece(piece: Piece): Kid {
  if (typeof piece === "string") return piece;
  const { kind, href, start, pieces } = piece;
  const link = href !== null && { href, target: "_blank", rel: "noopener nofollow" };
  return h(kind, { ...link, start }, pieces.map(drawPiece));
}
