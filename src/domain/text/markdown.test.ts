import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type MarkdownNode, type MarkdownContent, parseInlineMarkdown, parseMarkdown } from "./markdown.ts";

const marked = (kind: MarkdownNode["kind"], ...pieces: MarkdownContent[]): MarkdownNode => ({
  kind,
  href: null,
  start: null,
  pieces,
});
const strong = (...pieces: MarkdownContent[]) => marked("strong", ...pieces);
const em = (...pieces: MarkdownContent[]) => marked("em", ...pieces);
const link = (href: string, ...pieces: MarkdownContent[]) => ({ ...marked("a", ...pieces), href });

function walk(piece: MarkdownContent): MarkdownContent[] {
  return typeof piece === "string" ? [piece] : [piece, ...piece.pieces.flatMap(walk)];
}

/** Text made of the tokens that are most likely to confuse the parser. */
const thorny = fc
  .array(
    fc.constantFrom(
      "*",
      "**",
      "_",
      "`",
      "```",
      "[",
      "](",
      ")",
      "\n",
      " ",
      "- ",
      "1. ",
      "a",
      "javascript:",
      "https://x.y",
      "mailto:",
      "(",
      "é",
      "𝒳",
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));

describe("Markdown", () => {
  test.each<[string, MarkdownContent[]]>([
    ["**bold** words", [strong("bold"), " words"]],
    ["*so* and _so_", [em("so"), " and ", em("so")]],
    ["**a *b* c**", [strong("a ", em("b"), " c")]],
    ["_**so**_", [em(strong("so"))]],
    ["*a *b* c", ["*a ", em("b"), " c"]],
    ["press `Ctrl **K**`", ["press ", marked("code", "Ctrl **K**")]],
    ["[our shop](https://shop.test/a)", [link("https://shop.test/a", "our shop")]],
    ["[**our** shop](https://shop.test/a)", [link("https://shop.test/a", strong("our"), " shop")]],
    ["[a [b](https://b.test)", ["[a ", link("https://b.test", "b")]],
    ["[write](mailto:a@b.test)", [link("mailto:a@b.test", "write")]],
    ["[https://a.test](https://b.test)", [link("https://b.test", "https://a.test")]],
    ["see https://a.test/x?y=1.", ["see ", link("https://a.test/x?y=1", "https://a.test/x?y=1"), "."]],
    ["**see https://a.test**", [strong("see ", link("https://a.test", "https://a.test"))]],
    ["(https://a.test/b)", ["(", link("https://a.test/b", "https://a.test/b"), ")"]],
    ["https://a.test/b_(c)", [link("https://a.test/b_(c)", "https://a.test/b_(c)")]],
  ])("reads %j", (source, expected) => {
    expect(parseInlineMarkdown(source)).toEqual(expected);
  });

  test.each([
    "2 * 3 * 4",
    "snake_case_name",
    "a ** b",
    "**",
    "****",
    "[x]",
    "[](https://a.test)",
    "``",
    "5 > 3",
    "<b>no</b>",
    "***",
    "***a***",
    "*a **b",
  ])("leaves %j as it is", (source) => {
    expect(parseInlineMarkdown(source)).toEqual([source]);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "JaVaScRiPt:x",
    "//evil.test",
    "vbscript:x",
    "https://",
    "java\nscript:x",
  ])("makes no link to %j", (href) => {
    expect(parseInlineMarkdown(`[x](${href})`).flatMap(walk)).not.toContainEqual(
      expect.objectContaining({ kind: "a" }),
    );
  });

  test("reads lists, numbered from where they start", () => {
    expect(parseMarkdown("Teas:\n- green\n- black\n\n3. steep\n4. pour")).toEqual([
      marked("p", "Teas:"),
      marked("ul", marked("li", "green"), marked("li", "black")),
      { ...marked("ol", marked("li", "steep"), marked("li", "pour")), start: 3 },
    ]);
  });

  test("keeps code between fences as it was typed", () => {
    expect(parseMarkdown("```js\nlet a = **1**\n\n- x\n```\nafter")).toEqual([
      marked("pre", marked("code", "let a = **1**\n\n- x")),
      marked("p", "after"),
    ]);
  });

  test("takes an open fence for code to the end, so that code still arriving looks like code", () => {
    expect(parseMarkdown("```\nlet a")).toEqual([marked("pre", marked("code", "let a"))]);
  });

  test("keeps the lines of a paragraph and parts paragraphs at blank lines", () => {
    expect(parseMarkdown("a\nb\n\nc")).toEqual([marked("p", "a\nb"), marked("p", "c")]);
  });

  test("never throws, loses no letter of the words, and links only where a link may lead", () => {
    fc.assert(
      fc.property(fc.oneof(thorny, fc.string({ unit: "binary", maxLength: 200 })), (source) => {
        const pieces = parseMarkdown(source).flatMap(walk);

        const said = pieces.filter((piece) => typeof piece === "string").join("");
        expect(said.split("").filter((letter) => !source.includes(letter))).toEqual([]);
        for (const piece of pieces)
          if (typeof piece !== "string" && piece.kind === "a")
            expect(piece.href).toMatch(/^(https?:\/\/|mailto:)\S+$/i);
      }),
      { numRuns: 2_000 },
    );
  });

  test("loses nothing of a text without marks", () => {
    const plain = fc.string({
      unit: fc.constantFrom("a", "B", " ", "7", "é", "?", ".", "<", "&"),
      minLength: 1,
    });
    fc.assert(
      fc.property(plain, (source) => {
        expect(parseInlineMarkdown(source)).toEqual([source]);
      }),
    );
  });

  test.each([
    "*a ",
    "[",
    "**",
    "`",
    "_a_ ",
    "](",
    "[x](",
    "- ",
    "https://",
    "*_",
    "```\n",
    ")",
    "[a](",
    "*a **b _c __d [",
    "https://a(",
    "x_ ",
    "https://a.",
    "[a](https://b ",
  ])("takes no longer per letter for 100,000 letters of %j than for a few", (piece) => {
    const long = piece.repeat(Math.ceil(100_000 / piece.length));
    const startedAt = performance.now();

    parseMarkdown(long);

    // Quadratic time would take minutes; linear time takes some ten milliseconds on the slowest hardware.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
