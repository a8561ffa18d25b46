import { describe, expect, test } from "bun:test";
import { markdownBlocksOf, isHeading } from "./markdown-blocks.ts";
import { tokenize } from "./tokenize.ts";

describe("the terms of a text", () => {
  test.each([
    ["reservations reservation reserved", ["reserv", "reserv", "reserv"]],
    ["payments payment paying pays", ["pay", "pay", "pay", "pay"]],
    ["settings setting", ["set", "set"]],
    ["versions version", ["ver", "ver"]],
    ["deliveries delivery", ["delivery", "delivery"]],
    ["printers printer printing printed prints", ["print", "print", "print", "print", "print"]],
    ["boxes box", ["box", "box"]],
    ["monthly month", ["month", "month"]],
    ["price prices", ["pric", "pric"]],
    ["running run", ["run", "run"]],
    ["calling call passes pass", ["call", "call", "pass", "pass"]],
    ["seeing see", ["see", "see"]],
    ["glass red using", ["glass", "red", "using"]],
  ])("of %p are %p", (text, terms) => expect(tokenize(text)).toEqual(terms));

  test("have no accents, apostrophes, capitals and stop words", () => {
    expect(tokenize("The CAFÉ isn't Ken’s, is it?")).toEqual(["caf", "isnt", "ken"]);
    expect(tokenize("")).toEqual([]);
  });

  test("are as they are in other alphabets and with digits", () => {
    expect(tokenize("возврат a1s 30")).toEqual(["возврат", "a1s", "30"]);
  });

  test("are at most forty characters long", () => {
    expect(tokenize("z".repeat(41))).toEqual(["z".repeat(40)]);
  });

  test("are pairs of characters where words have no spaces, without those of hiragana", () => {
    expect(tokenize("返品とはい")).toEqual(["返品", "品と"]);
    expect(tokenize("茶 ア")).toEqual(["茶", "ア"]);
    expect(tokenize("ชา")).toEqual(["ชา"]);
  });
});

describe("the blocks of a Markdown text", () => {
  test.each([
    ["One.\n\nTwo.\nThree.", ["One.", "Two.\nThree."]],
    ["# Title\nOne.", ["# Title", "One."]],
    ["One.\n###### Deep\nTwo.", ["One.", "###### Deep", "Two."]],
    ["#No title\n####### Nor this", ["#No title\n####### Nor this"]],
    ["One.\n```\na\n\n# b\n```\nTwo.", ["One.", "```\na\n\n# b\n```", "Two."]],
    ["~~~\na\n~~~\n\n```\nnever closed\n\nb", ["~~~\na\n~~~", "```\nnever closed\n\nb"]],
    ["Do this:\n\n```\na\n```", ["Do this:\n\n```\na\n```"]],
    ["Do this:\n\n# Title\n\nOne.", ["Do this:", "# Title", "One."]],
    ["One.\r\n\r\n  Two.  \r\n", ["One.", "Two."]],
    ["A:\n\nB:\n\nC", ["A:\n\nB:\n\nC"]],
    ["\n \n", []],
  ])("of %j are %j", (text, blocks) => expect(markdownBlocksOf(text)).toEqual(blocks));

  test("are headings with up to six signs and a blank", () => {
    expect(["# a", "###### a", "####### a", "#a", " # a"].map(isHeading)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
