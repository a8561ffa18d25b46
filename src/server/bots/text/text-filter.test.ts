import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createCitationFilter } from "./citation-filter.ts";
import { createControlCharacterFilter } from "./control-character-filter.ts";
import { createSurrogatePairFilter, cutText, textChunksOf } from "./text-chunks.ts";
import type { TextFilter } from "./text-filter.ts";

function through(filter: TextFilter, ...pieces: readonly string[]): string {
  return pieces.map((piece) => filter.push(piece)).join("") + filter.end();
}

/** Splits a text into pieces of one code unit, the hardest way for it to arrive. */
const torn = (text: string) => text.split("");

function cite(passages: number, ...pieces: readonly string[]) {
  const cited: number[] = [];
  const text = through(
    createCitationFilter(passages, (index) => cited.push(index)),
    ...pieces,
  );
  return { text, cited };
}

describe("marks of cited passages", () => {
  test.each([
    ["Within 30 days [1].", "Within 30 days.", [0]],
    ["Within 30 days[2], by post [1][2].", "Within 30 days, by post.", [1, 0]],
    ["Both [1, 2]\nNext", "Both\nNext", [0, 1]],
    ["Both [^1] and 【2†source】.", "Both and.", [0, 1]],
    ["Made up [7].", "Made up.", []],
    ["The last [3], and one more [4].", "The last, and one more.", [2]],
    ["Again [1] and again [1][2].", "Again and again.", [0, 1]],
    ["Thick 【2】 and 【9】.", "Thick and.", [1]],
    ["None 【0】.", "None.", []],
    ["After `code` [1].", "After `code`.", [0]],
    ["After ``a `b` c`` [1].", "After ``a `b` c``.", [0]],
    ["After ``a`` and ``b`` [1].", "After ``a`` and ``b``.", [0]],
    ["We ship abroad [12], as ever [99].", "We ship abroad, as ever.", []],
  ])("%p reads %p", (part, text, cited) => {
    expect(cite(3, part)).toEqual({ text, cited });
    expect(cite(3, ...torn(part))).toEqual({ text, cited });
  });

  test.each([
    "See [1](https://example.com).",
    "Use `list[1]` here.",
    "Use ``list[1]`` here.",
    "Use ``a ` b[1]`` here.",
    "```js\nconst a = b [1];\n```",
    "The first is a[0].",
    "In [2026] and [a] and [ ].",
    "An open [1",
    "- [ ] to do",
  ])("%p stays as it is", (part) => {
    expect(cite(3, part).text).toBe(part);
    expect(cite(3, ...torn(part)).text).toBe(part);
  });

  test("at the end of a piece is held back, and nothing else is", () => {
    const filter = createCitationFilter(3, () => null);
    expect(["Tea ", "[", "1", "]", ".", " 【2†so", "urce】 x [y"].map((piece) => filter.push(piece))).toEqual(
      ["Tea", "", "", "", ".", "", " x [y"],
    );
    expect(filter.end()).toBe("");
    expect(filter.push("a [")).toBe("a");
    expect([filter.end(), filter.end()]).toEqual([" [", ""]);
  });

  test("without passages nothing is a mark", () => {
    expect(cite(0, "Chapter [1].")).toEqual({ text: "Chapter [1].", cited: [] });
  });
});

describe("what is no text", () => {
  test.each([
    ["\u001B[31mred\u001B[0m", "red"],
    ["\u009B1;2Hthere", "there"],
    ["a\u001B]8;;https://evil.example\u0007link\u001B]8;;\u001B\\b", "alinkb"],
    ["\u0000a\u0007b\u007Fc\u0085d", "abcd"],
    ["one\r\ntwo\tthree", "one\ntwo\tthree"],
    ["a\u202Ecod.exe\u2066b", "acod.exeb"],
    ["a\u009Dhidden\u009Cb", "ab"],
    ["a\u009Dhidden\nb", "ab"],
    ["a\u001B]hidden\nb", "ab"],
    ["a\u001B[31\nb", "ab"],
    ["a\u001Bcb", "ab"],
    ["a\u001B[1;2?mb", "ab"],
    ["a\u001B[@b", "ab"],
    ["a\u001B]x\u001Byz", "az"],
    ["a\u202Ab\u202Ec\u2066d\u2069e", "abcde"],
    ["a\u{E0000}b\u{E007F}c", "abc"],
    ["hid\u{E0041}\u{E0042}den", "hidden"],
    ["👩‍👩‍👧 שלום ça", "👩‍👩‍👧 שלום ça"],
  ])("%j becomes %j", (sent, text) => {
    expect(through(createControlCharacterFilter(), sent)).toBe(text);
  });

  test("is found also when it comes in pieces", () => {
    expect(through(createControlCharacterFilter(), "a\u001B", "[3", "1mb")).toBe("ab");
  });
});

describe("pieces that may travel alone", () => {
  test("never cut through a sign, are small, and make up the whole", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 3_000 }), (text) => {
        const pieces = textChunksOf(text);
        expect(pieces.join("")).toBe(text);
        for (const piece of pieces) {
          expect(piece.isWellFormed()).toBe(text.isWellFormed());
          expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(4_096);
        }
      }),
    );
    expect(textChunksOf("😀".repeat(1_001)).every((piece) => piece.isWellFormed())).toBeTrue();
    expect(textChunksOf(`a${"😀".repeat(1_001)}`).every((piece) => piece.isWellFormed())).toBeTrue();
  });

  test("have a thousand code units, or one less before a sign of two", () => {
    expect(textChunksOf("x".repeat(2_001)).map(({ length }) => length)).toEqual([1_000, 1_000, 1]);
    expect(textChunksOf(`${"x".repeat(999)}😀`).map(({ length }) => length)).toEqual([999, 2]);
    expect(textChunksOf("")).toEqual([]);
  });

  test("a cut leaves no half of a sign", () => {
    expect(cutText("😀b", 1)).toBe("");
    expect(cutText("😀b", 2)).toBe("😀");
    expect(cutText("abc", 0)).toBe("");
    expect(cutText("a😀", 2)).toBe("a");
    expect(cutText("a😀", 3)).toBe("a😀");
    expect(cutText("abc", 9)).toBe("abc");
  });

  test("halves of a sign that come apart are put together, and lonely ones replaced", () => {
    expect(through(createSurrogatePairFilter(), "a\uD83D", "\uDE00b")).toBe("a😀b");
    expect(through(createSurrogatePairFilter(), "a\uD83D", "b")).toBe("a\uFFFDb");
    expect(through(createSurrogatePairFilter(), "a\uD83D")).toBe("a\uFFFD");
    const filter = createSurrogatePairFilter();
    expect([filter.push("a\uD83D"), filter.push("\uDE00b"), filter.end()]).toEqual(["a", "😀b", ""]);
    filter.push("\uD83D");
    expect([filter.end(), filter.push("\uDE00")]).toEqual(["\uFFFD", "\uFFFD"]);
  });
});
