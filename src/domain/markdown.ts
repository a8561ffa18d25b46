/** A piece of a line. */
export type Inline =
  | { kind: "text" | "code"; text: string }
  | { kind: "strong" | "emphasis"; children: readonly Inline[] }
  | { kind: "link"; href: string; children: readonly Inline[] };

/** A piece of a message. */
export type Block =
  | { kind: "paragraph"; children: readonly Inline[] }
  | { kind: "list"; ordered: boolean; start: number; items: readonly (readonly Inline[])[] }
  | { kind: "code"; text: string };

/** Where a link may lead. Anything else stays text. */
const SAFE_HREF = /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i;
const FENCE = /^ {0,3}```/;
const ITEM = /^ {0,3}(?:[-*+]|(\d{1,9})[.)])[ \t]+(.*)$/;
/** Where something other than plain text may begin. */
const SPECIAL = /[`*_[]|https?:\/\/[^\s<>"]+/gi;
/** What belongs to the sentence rather than to the address before it. */
const AFTER_ADDRESS = ".,;:!?'*_]";
/** Bold in italic in a link is as deep as it goes, so that reading stays linear in the length of the text. */
const DEPTH = 3;

/**
 * Reads the part of Markdown that chats use: bold, italic, code, links, lists. There is no way from here to HTML, and
 * no text that is not Markdown: what cannot be read as such is plain. Takes time linear in the length of the text.
 */
export function parseMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length;) {
    const end = endOfBlock(lines, at);
    const block = readBlock(lines.slice(at, end));
    if (block !== null) blocks.push(block);
    at = end;
  }
  return blocks;
}

type LineKind = "fence" | "item" | "number" | "blank" | "words";

function kindOf(line: string): LineKind {
  if (FENCE.test(line)) return "fence";
  const item = ITEM.exec(line);
  if (item !== null) return item[1] === undefined ? "item" : "number";
  return line.trim() === "" ? "blank" : "words";
}

/** The line after the block that begins at `at`. */
function endOfBlock(lines: readonly string[], at: number): number {
  const kind = kindOf(lines[at] ?? "");
  const belongs = (line: string) => (kind === "fence" ? !FENCE.test(line) : kindOf(line) === kind);
  let end = at + 1;
  while (end < lines.length && belongs(lines[end] ?? "")) end++;
  return kind === "fence" ? end + 1 : end;
}

function readBlock(lines: readonly string[]): Block | null {
  const [first = ""] = lines;
  switch (kindOf(first)) {
    case "fence": {
      const closed = lines.length > 1 && FENCE.test(lines.at(-1) ?? "");
      return { kind: "code", text: lines.slice(1, closed ? -1 : undefined).join("\n") };
    }
    case "item":
    case "number": {
      const number = ITEM.exec(first)?.[1];
      const items = lines.map((line) => parseInline(ITEM.exec(line)?.[2] ?? ""));
      return { kind: "list", ordered: number !== undefined, start: Number(number ?? 1), items };
    }
    case "blank":
      return null;
    case "words":
      return { kind: "paragraph", children: parseInline(lines.join("\n")) };
  }
}

/** Reads one line, or lines that belong together. */
export function parseInline(text: string, depth = DEPTH): readonly Inline[] {
  const pieces: Inline[] = [];
  const find = finder(text);
  const special = new RegExp(SPECIAL);
  let plainFrom = 0;
  for (let match = special.exec(text); match !== null; match = special.exec(text)) {
    const found = readSpecial(text, match, depth, find);
    if (found === null) {
      special.lastIndex = match.index + (/^[*_]/.test(match[0]) ? runLength(text, match.index) : 1);
      continue;
    }
    if (match.index > plainFrom) pieces.push({ kind: "text", text: text.slice(plainFrom, match.index) });
    pieces.push(found.piece);
    plainFrom = special.lastIndex = found.end;
  }
  if (plainFrom < text.length) pieces.push({ kind: "text", text: text.slice(plainFrom) });
  return pieces;
}

type Find = (needle: string, from: number) => number;
interface Found {
  piece: Inline;
  end: number;
}

/** Like `indexOf`, but looking again for what was not found, or lies ahead, costs nothing. */
function finder(text: string): Find {
  const known = new Map<string, number>();
  return (needle, from) => {
    const last = known.get(needle);
    if (last !== undefined && (last === -1 || last >= from)) return last;
    const at = text.indexOf(needle, from);
    known.set(needle, at);
    return at;
  };
}

function readSpecial(text: string, match: RegExpExecArray, depth: number, find: Find): Found | null {
  const [special] = match;
  const at = match.index;
  if (special === "`") return readCode(text, at, find);
  if (depth === 0) return null;
  if (special === "[") return readLink(text, at, depth, find);
  if (special === "*" || special === "_") return readEmphasis(text, at, depth, find);
  return readAddress(special, at);
}

function readCode(text: string, at: number, find: Find): Found | null {
  const end = find("`", at + 1);
  return end <= at + 1 ? null : { piece: { kind: "code", text: text.slice(at + 1, end) }, end: end + 1 };
}

function readLink(text: string, at: number, depth: number, find: Find): Found | null {
  const middle = find("](", at);
  const nested = find("[", at + 1);
  const end = middle === -1 ? -1 : find(")", middle);
  if (end === -1 || middle === at + 1 || (nested !== -1 && nested < middle)) return null;

  const href = text.slice(middle + 2, end).trim();
  if (!SAFE_HREF.test(href)) return null;
  // A link inside a link would be two targets for one click: within, only the text is read.
  const children = parseInline(text.slice(at + 1, middle), depth - 1).filter(({ kind }) => kind !== "link");
  return { piece: { kind: "link", href, children }, end: end + 1 };
}

function readEmphasis(text: string, at: number, depth: number, find: Find): Found | null {
  const mark = text[at] ?? "";
  const run = Math.min(runLength(text, at), 2);
  const fence = mark.repeat(run);
  const from = at + run;
  const end = find(fence, from + 1);
  if (end === -1 || isSpace(text[from]) || isSpace(text[end - 1]) || text[from] === mark) return null;
  // snake_case is a word, not emphasis.
  if (mark === "_" && (isWord(text[at - 1]) || isWord(text[end + run]))) return null;

  const children = parseInline(text.slice(from, end), depth - 1);
  return { piece: { kind: run === 2 ? "strong" : "emphasis", children }, end: end + run };
}

function readAddress(address: string, at: number): Found | null {
  const after = address.includes("(") ? AFTER_ADDRESS : `${AFTER_ADDRESS})`;
  let end = address.length;
  while (after.includes(address[end - 1] ?? " ")) end--;
  const href = address.slice(0, end);
  if (!SAFE_HREF.test(href)) return null;
  return { piece: { kind: "link", href, children: [{ kind: "text", text: href }] }, end: at + end };
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text[end] === text[at]) end++;
  return end - at;
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || character.trim() === "";
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
