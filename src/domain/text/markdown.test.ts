import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  type MarkdownContent,
  type MarkdownNode,
  parseInlineMarkdown,
  parseMarkdown,
  parsePlainText,
  textOf,
} from "./markdown.ts";
import { anyText, missingSigns, thornyText } from "./testing/any-text.ts";

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

describe("Markdown", () => {
  test.each<[string, MarkdownContent[]]>([
    ["**bold** words", [strong("bold"), " words"]],
    ["*so* and _so_", [em("so"), " and ", em("so")]],
    ["**a *b* c**", [strong("a ", em("b"), " c")]],
    ["_**so**_", [em(strong("so"))]],
    ["*a *b* c", ["*a ", em("b"), " c"]],
    ["press `Ctrl **K**`", ["press ", marked("code", "Ctrl **K**")]],
    ["[our shop](https://shop.test/a)", [link("https://shop.test/a", "our shop"), " (shop.test)"]],
    [
      "**[our shop](https://shop.test/a)**",
      [strong(link("https://shop.test/a", "our shop"), " (shop.test)")],
    ],
    ["[a [b](https://b.test)", ["[a ", link("https://b.test", "b"), " (b.test)"]],
    ["[write](mailto:a@b.test)", [link("mailto:a@b.test", "write"), " (mailto:a@b.test)"]],
    ["[see](https://a.test/b_(c))", [link("https://a.test/b_(c)", "see"), " (a.test)"]],
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
    "``",
    "` `",
    "5*3*2",
    "2**3**4",
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
    expect(parseMarkdown("```\nlet a = **1**\n\n- x\n```\nafter")).toEqual([
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

  test.each([
    ["```ls -la```", [marked("p", marked("code", "ls -la"))]],
    ["```npm i``` then ``npm t``", [marked("p", marked("code", "npm i"), " then ", marked("code", "npm t"))]],
    ["```sh\nls\n```", [marked("pre", marked("code", "sh\nls"))]],
    [
      "```not a language\nls\n```sh",
      [marked("p", "```not a language\nls"), marked("pre", marked("code", "sh"))],
    ],
    ["```\n```", [marked("pre", marked("code", "```"))]],
    ["2024. was a good year", [marked("p", "2024. was a good year")]],
    ["- 5 °C\n- 3 °C", [marked("p", "- 5 °C\n- 3 °C")]],
    ["- ", [marked("p", "- ")]],
    ["- one\u2028two", [marked("ul", marked("li", "one\u2028two"))]],
    ["1. one\rtwo", [{ ...marked("ol", marked("li", "one\rtwo")), start: 1 }]],
    ["https://shop.example[1]", [marked("p", link("https://shop.example", "https://shop.example"), "[1]")]],
    ["- a\n\n- b", [marked("ul", marked("li", "a"), marked("li", "b"))]],
  ])("shows every word of %j", (source, expected) => {
    expect(parseMarkdown(source)).toEqual(expected);
  });

  test("numbers items as they were numbered: a list counts by itself, so another begins where it would miscount", () => {
    const lists = parseMarkdown("1. a\n2. b\n5. c\n5. d");

    expect(lists.map(({ start, pieces }) => [start, pieces.length])).toEqual([
      [1, 2],
      [5, 1],
      [5, 1],
    ]);
  });

  test("never throws, shows every sign but marks, and links only where a link may lead", () => {
    fc.assert(
      fc.property(fc.oneof(thornyText, anyText), (source) => {
        const blocks = parseMarkdown(source);

        expect(missingSigns(source, linksSpelledOut(blocks))).toEqual([]);
        for (const piece of blocks.flatMap(walk))
          if (typeof piece !== "string" && piece.kind === "a")
            expect(piece.href).toMatch(/^(https?:\/\/|mailto:)\S+$/i);
      }),
      { numRuns: 2_000 },
    );
  });

  test("a text is blank when it is drawn only if nothing of it was seen before", () => {
    fc.assert(
      fc.property(fc.oneof(thornyText, anyText), (source) => {
        expect(textOf(parseMarkdown(source)).trim() === "").toBe(source.trim() === "");
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
    "https://a/{[(",
    "https://a/([{x",
    "https://[",
    "https://a/?(a)",
    "x_ ",
    "https://a.",
    "[a](https://b ",
    "a@b.",
    "a@",
    "_@",
    "https://a/x.",
    "https://a/(",
    "www.",
    "[a](https://b/(",
    "``a`",
    "1. a\n",
    "- a\u2028",
    "\u0301",
  ])("takes no longer per letter for 100,000 letters of %j than for a few", (piece) => {
    const long = piece.repeat(Math.ceil(100_000 / piece.length));
    const startedAt = performance.now();

    parseMarkdown(long);

    // Quadratic time would take minutes; linear time takes some ten milliseconds on the slowest hardware.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

/** The content with the addresses behind labels and the numbers of lists as text. */
function linksSpelledOut(pieces: readonly MarkdownContent[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const numbers =
        piece.start === null ? "" : piece.pieces.map((_item, at) => (piece.start ?? 0) + at).join(" ");
      const label = linksSpelledOut(piece.pieces);
      return `${numbers} ${label} ${piece.href?.endsWith(label.trim()) === true ? "" : (piece.href ?? "")}`;
    })
    .join("");
}

/** The links of a text, as `[label, target]`. */
function linksOf(blocks: readonly MarkdownNode[]): (string | null)[][] {
  return blocks
    .flatMap(walk)
    .flatMap((piece) =>
      typeof piece !== "string" && piece.kind === "a" ? [[textOf(piece.pieces), piece.href]] : [],
    );
}

describe("an address in a text", () => {
  test.each([
    "https://shop.example/search?filter[]=red&size[]=m",
    "https://shop.example/?a=(b[0])",
    "https://shop.example/%C3%A4?x=1&y=%20#top",
    "https://shop.example:8443/a;b=1,2/@user/~me",
    "https://youtu.be/dQw4w9WgXc_",
    "https://shop.example/x-",
    "http://localhost:3000/a",
    "http://192.168.1.1/",
    "https://bücher.example/straße",
    "https://пример.рф/путь",
    "https://例え.テスト/検索",
    "https://de.wikipedia.org/wiki/Zürich–Bern",
    "https://shop.example/|a|b",
    "https://shop.example/👍",
    "https://[2001:db8::1]/a",
    "http://[::1]:3000/",
    "https://shop.example/Doc.aspx?sourcedoc={12-34}&action=edit",
    "https://shop.example/quote/^GSPC",
    "https://shop.example/?q[a[b]]=1",
    "https://shop.example/app#/?_g=(filters:!(),time:(from:now-15m,to:now))&_a=(q:(l:kuery,q:''))",
    "HTTPS://SHOP.EXAMPLE/A",
  ])("is the whole of %s", (address) => {
    expect(linksOf(parsePlainText(`x ${address} y`))).toEqual([[address, address]]);
    expect(linksOf(parseMarkdown(`x ${address} y`))).toEqual([[address, address]]);
  });

  test.each([
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "…",
    "...",
    "?!",
    ")",
    "]",
    "'",
    '"',
    "”",
    "’",
    "»",
    ">",
    "`",
    "，",
    "。",
    "、",
    "！",
    "？",
    "）",
    "」",
    "』",
    "】",
    "》",
    "；",
    "：",
    "،",
    "؟",
    "؛",
    "।",
    "።",
    "։",
    "·",
    "\u200B",
    "\uFEFF",
    "\u202E",
    "\u00AD",
  ])("ends before %j of its sentence", (sign) => {
    for (const address of [
      "https://shop.example/a",
      "https://shop.example",
      "www.shop.example/a?b=c",
      "jana@shop.example",
    ])
      expect(linksOf(parsePlainText(`(${address}${sign} then`)).map(([label]) => label)).toEqual([address]);
  });

  test.each([
    ["www.shop.example/a", "https://www.shop.example/a"],
    ["jana@shop.example", "mailto:jana@shop.example"],
    ["sales&support+1@bücher.example", "mailto:sales&support+1@bücher.example"],
    ["jäna@shop.example", "mailto:jäna@shop.example"],
  ])("%s leads to %s, without blanks around it too where a language has none", (address, href) => {
    expect(linksOf(parsePlainText(`请看 ${address}。`))).toEqual([[address, href]]);
    expect(linksOf(parsePlainText(`请看${address}。`))).toEqual([[address, href]]);
  });

  test.each([
    "https://good.example@evil.example/",
    "https://user:password@good.example/",
    "https://good.example%40evil.example/",
    "https://good.example\\@evil.example",
    "www.good.example@evil.example/",
    "[your bank](https://good.example@evil.example)",
    "[your bank](https://good.example%2F@evil.example)",
    "[your bank](https:///evil.example)",
    "[your bank](https:////user@evil.example)",
    "javascript:alert(1)",
    "ftp://shop.example",
    "https://",
    "a@b",
  ])("is not %s", (text) => {
    for (const blocks of [parsePlainText(text), parseMarkdown(text)])
      expect(linksOf(blocks).filter(([, href]) => href?.startsWith("http"))).toEqual([]);
  });

  test("a link says where it leads, whatever its label says", () => {
    const bank = textOf(parseMarkdown("[https://good.example/login](https://evil.example/x)"));

    expect(bank).toBe("https://good.example/login (evil.example)");
  });
});

describe("a text whose author knows no Markdown", () => {
  test.each([
    "88734. my order number",
    "2024. was a good year",
    "- 5 Grad",
    "* 3 * 4 *",
    "> 18 years",
    "# 5",
    "**Wichtig** _snake_ `code`",
    "```ls -la```",
    "[your bank](somewhere)",
    "1. a\n\n\n3. c",
    "a\\_b \\* c",
  ])("reads as typed: %j", (text) => {
    expect(parsePlainText(text)).toEqual([marked("p", text)]);
  });

  test("shows every character of any text, in order", () => {
    fc.assert(
      fc.property(fc.oneof(thornyText, anyText), (text) => {
        expect(textOf(parsePlainText(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test("has links where addresses are, and labels nothing", () => {
    expect(linksOf(parsePlainText("[our shop](https://shop.example/a)"))).toEqual([
      ["https://shop.example/a", "https://shop.example/a"],
    ]);
  });
});

test("a list may begin with 0", () => {
  expect(parseMarkdown("0. zero\n1. one")).toEqual([
    { ...marked("ol", marked("li", "zero"), marked("li", "one")), start: 0 },
  ]);
});
