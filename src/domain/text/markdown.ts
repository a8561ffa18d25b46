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

/** The mark of a line that begins or ends code; what the line says of the language is the code's first line. */
const FENCE = /^ *```+(?=[^\s`]*\s*$)/m;
/**
 * An item of a list; a minus sign before a number is no bullet, and a long number no place in a list. A line has no line
 * feed, but may have separators that `.` does not match.
 */
const ITEM = /^\s*([-*+](?!\s+\p{N})|\d\d?[.)])\s+(\S[^]*)/u;
/** What an address has after its host, besides brackets: letters, symbols, and ASCII's punctuation. */
const SIGNS = String.raw`[\p{L}\p{M}\p{N}\p{So}!#-'*-;=?@_~|–^]*`;
/** The same with brackets in pairs, four deep, as filters and queries have them. */
const PATH = [1, 2, 3, 4].reduce(
  (inner) => String.raw`${SIGNS}(?:(?:\(${inner}\)|\[${inner}\]|\{${inner}\})${SIGNS})*`,
  SIGNS,
);
/**
 * Matches an address without the punctuation of its sentence: of the web (RFC 3986, 3987), maybe without its scheme, or
 * for mail. Of punctuation it has only ASCII's, because others stand between words. A user name before a host makes it look
 * like another one, so that is no address.
 */
const ADDRESS = new RegExp(
  String.raw`(?:(https?:\/\/)|\b(www\.)|(?<![\p{sc=Latn}\p{N}.+&'_-]|\/\/\S{0,99})[\p{sc=Latn}\p{N}.+&'_-]{1,64}@(?=[^\s.@]+\.\p{L}))(?![\p{L}\p{M}\p{N}.:_-]*[@%\\])(?:\[[\da-f:]+\]|[\p{L}\p{M}\p{N}.:_-])[\p{L}\p{M}\p{N}.:_-]*(?:[/?#]${PATH})?(?<![!'*,.:;?–])`,
  "giu",
);
/** Matches what may be an address, and is left to {@link ADDRESS}; inline code; a link with a label; emphasis. */
const TOKEN =
  /https?:\/\/\S+|(?<!`)(`+)(?!\s*`)[^`]+`+|\[([^[\]]+)\]\(((?:https?:\/\/(?![/?#]|[^\s/?#]*[@%\\])|mailto:)(?:[^\s()<>"]|\([^\s()]*\))+)\)|(?<![\w*_])(([*_])\5?)(?!\s|\5)((?:(?!\4)[^])+)(?<!\s)\4(?![\w*_])/giu;

/**
 * Parses the subset of Markdown that chats use: bold, italic, code, links, lists. It produces no HTML and never fails:
 * whatever is not valid markup stays plain text, and nothing is dropped but marks that are shown as what they mean. Runs
 * in time linear in the length of the text.
 */
export function parseMarkdown(text: string): MarkdownNode[] {
  // Text between two fences is code; an unclosed fence extends to the end.
  return text.split(FENCE).flatMap((part, index) => {
    if (index % 2 === 0) return readBlocks(part);
    const code = part.replace(/^\n|\n$/g, "");
    return marked("pre", [marked("code", [code.trim() ? code : "```"])]);
  });
}

/** Parses a text whose author does not write Markdown: one paragraph, as it was typed, in which addresses are links. */
export function parsePlainText(text: string): MarkdownNode[] {
  return [marked("p", linkAddresses(text))];
}

/**
 * Parses the inline markup of one paragraph or list item. Emphasis has no more of its own mark inside, so nesting ends
 * after four levels.
 */
export function parseInlineMarkdown(text: string): MarkdownContent[] {
  const pieces: MarkdownContent[] = [];
  let from = 0;
  for (const { 0: token, 1: ticks, 2: label, 3: href, 4: mark, 6: content, index } of text.matchAll(TOKEN)) {
    if (!ticks && !href && !mark) continue;
    pieces.push(...linkAddresses(text.slice(from, index)));
    from = index + token.length;
    if (ticks) pieces.push(marked("code", [token.replaceAll("`", "")]));
    else if (mark) pieces.push(marked(mark.length > 1 ? "strong" : "em", parseInlineMarkdown(content ?? "")));
    // A label may say anything, so where its link leads stands beside it.
    else pieces.push(marked("a", [label ?? ""], href), ` (${href?.split("/")[2] ?? href})`);
  }
  return [...pieces, ...linkAddresses(text.slice(from))];
}

/** Makes links of the addresses in a text. */
function linkAddresses(text: string): MarkdownContent[] {
  const pieces: MarkdownContent[] = [];
  let from = 0;
  for (const { 0: address, 1: scheme, 2: www, index } of text.matchAll(ADDRESS)) {
    const href = scheme ? address : (www ? "https://" : "mailto:") + address;
    pieces.push(text.slice(from, index), marked("a", [address], href));
    from = index + address.length;
  }
  return [...pieces, text.slice(from)].filter(Boolean);
}

/** Returns the text of formatted content. */
export function textOf(pieces: readonly MarkdownContent[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : textOf(piece.pieces))).join("");
}

/** Splits text into paragraphs and lists. */
function readBlocks(text: string): MarkdownNode[] {
  const blocks: { kind: "p" | "ul" | "ol" | ""; start: number; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const last = blocks.at(-1);
    const [, mark, item = line] = ITEM.exec(line) ?? [];
    const start = parseInt(mark ?? "", 10);
    const kind = mark ? (start >= 0 ? "ol" : "ul") : line.trim() && "p";
    // Blank lines part paragraphs, but not the items of a list.
    if (!kind && last?.kind !== "p") continue;
    // A list counts by itself, so a number out of turn begins another one.
    if (kind !== last?.kind || (kind === "ol" && start !== last.start + last.lines.length))
      blocks.push({ kind, start, lines: [] });
    blocks.at(-1)?.lines.push(item);
  }
  return blocks.flatMap(({ kind, start, lines }) => {
    if (kind === "p") return marked(kind, parseInlineMarkdown(lines.join("\n")));
    const items = lines.map((line) => marked("li", parseInlineMarkdown(line)));
    return kind ? marked(kind, items, null, kind === "ol" ? start : null) : [];
  });
}

function marked(
  kind: Kind,
  pieces: readonly MarkdownContent[],
  href: string | null = null,
  start: number | null = null,
): MarkdownNode {
  return { kind, href, start, pieces };
}
