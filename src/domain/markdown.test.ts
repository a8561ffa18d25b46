import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Block, type Inline, parseInline, parseMarkdown } from "./markdown.ts";

const text = (words: string): Inline => ({ kind: "text", text: words });
const strong = (...children: Inline[]): Inline => ({ kind: "strong", children });
const emphasis = (...children: Inline[]): Inline => ({ kind: "emphasis", children });
const link = (href: string, ...children: Inline[]): Inline => ({ kind: "link", href, children });

function inlines(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block) => {
    if (block.kind === "code") return [];
    return block.kind === "list" ? block.items.flat() : [...block.children];
  });
}

function walk(piece: Inline): Inline[] {
  return "children" in piece ? [piece, ...piece.children.flatMap(walk)] : [piece];
}

/** Text made of what is most likely to confuse the reader. */
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
  test.each<[string, Inline[]]>([
    ["**bold** words", [strong(text("bold")), text(" words")]],
    ["*so* and _so_", [emphasis(text("so")), text(" and "), emphasis(text("so"))]],
    ["**a *b* c**", [strong(text("a "), emphasis(text("b")), text(" c"))]],
    ["press `Ctrl **K**`", [text("press "), { kind: "code", text: "Ctrl **K**" }]],
    ["[our shop](https://shop.test/a)", [link("https://shop.test/a", text("our shop"))]],
    ["[write](mailto:a@b.test)", [link("mailto:a@b.test", text("write"))]],
    [
      "see https://a.test/x?y=1.",
      [text("see "), link("https://a.test/x?y=1", text("https://a.test/x?y=1")), text(".")],
    ],
    ["(https://a.test/b)", [text("("), link("https://a.test/b", text("https://a.test/b")), text(")")]],
    ["https://a.test/b_(c)", [link("https://a.test/b_(c)", text("https://a.test/b_(c)"))]],
  ])("reads %j", (source, expected) => {
    expect(parseInline(source)).toEqual(expected);
  });

  test.each(["2 * 3 * 4", "snake_case_name", "a ** b", "**", "[x]", "``", "5 > 3", "<b>no</b>", "***"])(
    "leaves %j as it is",
    (source) => {
      expect(parseInline(source)).toEqual([text(source)]);
    },
  );

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "JaVaScRiPt:x",
    "//evil.test",
    "vbscript:x",
    "https://",
    "java\nscript:x",
  ])("makes no link to %j", (href) => {
    expect(parseInline(`[x](${href})`).flatMap(walk)).not.toContainEqual(
      expect.objectContaining({ kind: "link" }),
    );
  });

  test("reads lists, numbered from where they start", () => {
    expect(parseMarkdown("Teas:\n- green\n- black\n\n3. steep\n4. pour")).toEqual([
      { kind: "paragraph", children: [text("Teas:")] },
      { kind: "list", ordered: false, start: 1, items: [[text("green")], [text("black")]] },
      { kind: "list", ordered: true, start: 3, items: [[text("steep")], [text("pour")]] },
    ]);
  });

  test("keeps code between fences as it was typed", () => {
    expect(parseMarkdown("```js\nlet a = **1**\n\n- x\n```\nafter")).toEqual([
      { kind: "code", text: "let a = **1**\n\n- x" },
      { kind: "paragraph", children: [text("after")] },
    ]);
  });

  test("takes an open fence for code to the end, so that code still arriving looks like code", () => {
    expect(parseMarkdown("```\nlet a")).toEqual([{ kind: "code", text: "let a" }]);
  });

  test("keeps the lines of a paragraph and parts paragraphs at blank lines", () => {
    expect(parseMarkdown("a\nb\n\nc")).toEqual([
      { kind: "paragraph", children: [text("a\nb")] },
      { kind: "paragraph", children: [text("c")] },
    ]);
  });

  test("never throws, loses no letter of the words, and links only where a link may lead", () => {
    fc.assert(
      fc.property(fc.oneof(thorny, fc.string({ unit: "binary", maxLength: 200 })), (source) => {
        const pieces = inlines(parseMarkdown(source)).flatMap(walk);
        const said = pieces.flatMap((piece) => ("text" in piece ? [piece.text] : [])).join("");

        for (const letter of said) expect(source).toContain(letter);
        for (const piece of pieces)
          if (piece.kind === "link") expect(piece.href).toMatch(/^(https?:\/\/|mailto:)\S+$/i);
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
        expect(parseInline(source)).toEqual([text(source)]);
      }),
    );
  });

  test.each(["*a ", "[", "**", "`", "_a_ ", "](", "[x](", "- ", "https://", "*_", "```\n", ")", "[a]("])(
    "takes no longer per letter for 100,000 letters of %j than for a few",
    (piece) => {
      const long = piece.repeat(Math.ceil(100_000 / piece.length));
      const startedAt = performance.now();

      parseMarkdown(long);

      // Quadratic time would be minutes; linear is some ten milliseconds on the slowest machine.
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    },
  );
});
