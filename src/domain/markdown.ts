/** What Markdown may become, by the names HTML has for it. */
type Kind = "p" | "ul" | "ol" | "li" | "pre" | "code" | "strong" | "em" | "a";

/** A piece of a message that is more than text. */
export interface Marked {
  kind: Kind;
  /** Where a link leads: to a website, or to a mailbox. */
  href: string | null;
  /** The number a numbered list begins with. */
  start: number | null;
  pieces: readonly Piece[];
}

export type Piece = string | Marked;

const FENCE = /^ {0,3}```.*$/m;
const ITEM = /^ {0,3}([-*+]|\d{1,9}[.)])[ \t]+(.*)/;
/** Code; the end of a link that leads where links may; an address, without what belongs to the sentence; a mark. */
const TOKEN =
  /`[^`]+`|\]\(((?:https?:\/\/|mailto:)[^\s()<>"]+)\)|https?:\/\/[^\s()<>"\].,;:!?'*_](?:[^\s()<>"\]]|\([^\s()<>"\]]*\))*(?<![.,;:!?'*_])|\*\*?|__?|\[(?!\])/gi;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Reads the part of Markdown that chats use: bold, italic, code, links, lists. There is no way from here to HTML, and
 * no text that is not Markdown: what cannot be read as such is plain. Takes time linear in the length of the text.
 */
export function readMarkdown(text: string): Marked[] {
  // Between two fences is code, and after one that is still open, all that follows.
  return text
    .split(FENCE)
    .flatMap((part, index) =>
      index % 2 === 0 ? readBlocks(part) : [marked("pre", [marked("code", [part.replace(/^\n|\n$/g, "")])])],
    );
}

/** Paragraphs and lists. */
function readBlocks(text: string): Marked[] {
  const blocks: { kind: "p" | "ul" | "ol" | null; start: number; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const [, mark, item] = ITEM.exec(line) ?? [];
    const start = parseInt(mark ?? "", 10);
    const kind = mark !== undefined ? (start >= 0 ? "ol" : "ul") : line.trim() === "" ? null : "p";
    if (kind !== blocks.at(-1)?.kind) blocks.push({ kind, start, lines: [] });
    blocks.at(-1)?.lines.push(item ?? line);
  }
  return blocks.flatMap(({ kind, start, lines }) => {
    if (kind === null) return [];
    if (kind === "p") return marked(kind, readInline(lines.join("\n")));
    const items = lines.map((line) => marked("li", readInline(line)));
    return { ...marked(kind, items), start: kind === "ol" ? start : null };
  });
}

function marked(kind: Kind, pieces: readonly Piece[], href: string | null = null): Marked {
  return { kind, href, start: null, pieces };
}

/** A mark that waits for its counterpart, and what has come since. */
interface Open {
  mark: string;
  pieces: Piece[];
  under: Open | null;
}

/** Reads one line, or lines that belong together. */
export function readInline(text: string): readonly Piece[] {
  let top: Open = { mark: "", pieces: [], under: null };
  let from = 0;
  const add = (piece: Piece) => {
    const { pieces } = top;
    const last = pieces.at(-1);
    if (typeof piece === "string" && typeof last === "string") pieces[pieces.length - 1] = last + piece;
    else if (piece !== "") pieces.push(piece);
  };
  // Without its counterpart a mark is text.
  const drop = () => {
    const { mark, pieces, under } = top;
    if (under === null) return;
    top = under;
    add(mark);
    pieces.forEach(add);
  };
  const isOpen = (mark: string) => {
    for (let open: Open | null = top; open !== null; open = open.under) if (open.mark === mark) return true;
    return false;
  };

  for (const { 0: token, 1: href, index } of text.matchAll(TOKEN)) {
    const [sign = "", end] = [token[0], index + token.length];
    // A mark clings to what it marks; and snake_case is a word, not emphasis.
    const clings = (near: string, far: string) =>
      near.trim() !== "" && near !== sign && !(sign === "_" && WORD.test(far));
    const [before, after] = [text[index - 1] ?? " ", text[end] ?? " "];
    const mark = href === undefined ? token : "[";
    add(text.slice(from, index));
    from = end;
    if (sign === "`") add(marked("code", [token.slice(1, -1)]));
    else if (/^h/i.test(token)) add(isOpen("[") ? token : marked("a", [token], token));
    else if (isOpen(mark) && (href !== undefined || (mark !== "[" && clings(before, after)))) {
      while (top.mark !== mark) drop();
      const { pieces, under } = top;
      top = under ?? top;
      add(marked(mark === "[" ? "a" : mark.length > 1 ? "strong" : "em", pieces, href));
    } else if (href === undefined && clings(after, before)) {
      // Opened anew, what was open is text: so no more wait at a time than there are marks.
      while (isOpen(mark)) drop();
      top = { mark, pieces: [], under: top };
    } else add(token);
  }
  add(text.slice(from));
  while (top.under !== null) drop();
  return top.pieces;
}
