/** The supported elements, by their HTML names. */
type Kind = "p" | "ul" | "ol" | "li" | "pre" | "code" | "strong" | "em" | "a";

/** An element of a formatted message. */
export interface MarkdownNode {
  kind: Kind;
  /** Target of a link: `http:`, `https:` or `mailto:`. */
  href: string | null;
  /** First number of an ordered list. */
  start: number | null;
  pieces: readonly MarkdownContent[];
}

export type MarkdownContent = string | MarkdownNode;

const FENCE = /^ {0,3}```.*$/m;
const ITEM = /^ {0,3}([-*+]|\d{1,9}[.)])[ \t]+(.*)/;
/**
 * Matches inline code, the end of a link with an allowed target, a bare URL without trailing punctuation, or a
 * delimiter.
 */
const TOKEN =
  /`[^`]+`|\]\(((?:https?:\/\/|mailto:)[^\s()<>"]+)\)|https?:\/\/\w(?:[^\s()<>"\]]|\([^\s()<>"\]]*\))*(?<![.,;:!?'*_])|\*\*?|__?|\[(?!\])/gi;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Parses the subset of Markdown that chats use: bold, italic, code, links, lists. It produces no HTML and never fails:
 * whatever is not valid markup stays plain text. Runs in time linear in the length of the text.
 */
export function parseMarkdown(text: string): MarkdownNode[] {
  // Text between two fences is code; an unclosed fence extends to the end.
  return text
    .split(FENCE)
    .flatMap((part, index) =>
      index % 2 === 0 ? readBlocks(part) : [marked("pre", [marked("code", [part.replace(/^\n|\n$/g, "")])])],
    );
}

/** Splits text into paragraphs and lists. */
function readBlocks(text: string): MarkdownNode[] {
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
    if (kind === "p") return marked(kind, parseInlineMarkdown(lines.join("\n")));
    const items = lines.map((line) => marked("li", parseInlineMarkdown(line)));
    return { ...marked(kind, items), start: kind === "ol" ? start : null };
  });
}

function marked(kind: Kind, pieces: readonly MarkdownContent[], href: string | null = null): MarkdownNode {
  return { kind, href, start: null, pieces };
}

/** Parses the inline markup of one paragraph or list item. */
export function parseInlineMarkdown(text: string): readonly MarkdownContent[] {
  /** Stack of open delimiters, and the content since each of them; the bottom entry is the finished content. */
  const marks: string[] = [];
  const since: MarkdownContent[][] = [[]];
  let from = 0;
  const add = (piece: MarkdownContent) => {
    const into = since.at(-1) ?? [];
    const last = into.at(-1);
    if (typeof piece === "string" && typeof last === "string") into[into.length - 1] = last + piece;
    else if (piece) into.push(piece);
  };
  // A delimiter without its counterpart is text.
  const drop = () => {
    const pieces = since.pop() ?? [];
    add(marks.pop() ?? "");
    pieces.forEach(add);
  };

  for (const { 0: token, 1: href, index } of text.matchAll(TOKEN)) {
    const sign = token.charAt(0);
    const before = text.charAt(index - 1);
    const mark = href ? "[" : token;
    add(text.slice(from, index));
    from = index + token.length;
    const after = text.charAt(from);
    // A delimiter must touch the text it marks, and snake_case is a word, not emphasis.
    const touches = (near: string, far: string) =>
      near.trim() && near !== sign && !(sign === "_" && WORD.test(far));
    if (sign === "`") add(marked("code", [token.slice(1, -1)]));
    else if (/^h/i.test(sign)) add(marks.includes("[") ? token : marked("a", [token], token));
    else if (marks.includes(mark) && (href || (mark !== "[" && touches(before, after)))) {
      while (marks.at(-1) !== mark) drop();
      marks.pop();
      add(marked(href ? "a" : mark.length > 1 ? "strong" : "em", since.pop() ?? [], href));
    } else if (!href && touches(after, before)) {
      // Reopening a delimiter turns the open one into text, so the stack never exceeds the number of delimiters.
      while (marks.includes(mark)) drop();
      marks.push(mark);
      since.push([]);
    } else add(token);
  }
  add(text.slice(from));
  while (marks.length > 0) drop();
  return since[0] ?? [];
}
