import { describe, expect, test } from "bun:test";
import { markdownBlocksOf, isHeading } from "./markdown-blocks.ts";

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
