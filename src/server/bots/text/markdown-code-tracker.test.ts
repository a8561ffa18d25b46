import { describe, expect, test } from "bun:test";
import { MarkdownCodeTracker } from "./markdown-code-tracker.ts";

/** A tracker that has read a text, in pieces of one character and at once, with the same result. */
function after(text: string): MarkdownCodeTracker {
  const torn = new MarkdownCodeTracker();
  for (const sign of text) torn.push(sign);
  const whole = new MarkdownCodeTracker();
  whole.push(text);
  for (const tracker of [torn, whole]) tracker.settle();
  expect([torn.isInCode, torn.openFence, torn.isLineStart]).toEqual([
    whole.isInCode,
    whole.openFence,
    whole.isLineStart,
  ]);
  return whole;
}

describe("the end of a text is in a code block", () => {
  test.each([
    ["```", "```"],
    ["```js\nlet a", "```"],
    ["````\n```\n", "````"],
    ["~~~\n```\n", "~~~"],
    ["```\n~~~\n", "```"],
    ["Hello\n  ~~~~\nx", "~~~~"],
    ["```\nx ```\n", "```"],
    ["```\n``\n", "```"],
    ["`a\n```\n", "```"],
    ["~~~ `a`\n", "~~~"],
    ["```\nx\n```\n```", "```"],
  ])("behind %j", (text, fence) => {
    expect(after(text).openFence).toBe(fence);
    expect(after(text).isInCode).toBeTrue();
  });

  test.each([
    "```\nx\n```\n",
    "```\nx\n````\n",
    "```\n  ```",
    "~~~\nx\n~~~\n",
    "Hello ```\n",
    "``\n",
    "~~\n",
    "```a``` b\n",
    "",
  ])("which it is not behind %j", (text) => expect(after(text).openFence).toBeNull());
});

describe("the end of a text is in code within a line", () => {
  test.each(["`a", "``a ` b", "a ``` b", "`a\nb", "```a` b\n", "```a`` b", "`a ``", "`~~~"])(
    "behind %j",
    (text) => {
      expect(after(text).isInCode).toBeTrue();
      expect(after(text).openFence).toBeNull();
    },
  );

  test.each(["`a`", "``a``", "``a ` b``", "`a\n\nb", "`a\n  \nb", "~a", "a ~~~ b", "```a``` b", "`a` b"])(
    "which it is not behind %j",
    (text) => expect(after(text).isInCode).toBeFalse(),
  );
});

describe("the end of a text is the start of a line", () => {
  test.each(["", "  ", "a\n", "a\n\t ", "```\n"])("behind %j", (text) =>
    expect(after(text).isLineStart).toBeTrue(),
  );

  test.each(["a", " a", "`", "a\n`", "~"])("which it is not behind %j", (text) =>
    expect(after(text).isLineStart).toBeFalse(),
  );

  test("which it is not while a run of backticks may go on", () => {
    const tracker = new MarkdownCodeTracker();
    tracker.push("`");
    expect([tracker.isLineStart, tracker.isInCode]).toEqual([false, false]);
    tracker.push("``");
    expect(tracker.openFence).toBeNull();
    tracker.settle();
    expect(tracker.openFence).toBe("```");
  });
});

test("a copy goes on from the same place, and apart", () => {
  for (const [text, more] of [
    ["```a", "`` b`"],
    ["``a", "``"],
    ["~~", "~\n"],
    ["```\n", "```"],
    ["a\n", "```"],
    ["a", "```"],
  ] as const) {
    const tracker = new MarkdownCodeTracker();
    tracker.push(text);
    const copy = tracker.copy();
    copy.push(more);
    copy.settle();
    const whole = after(text + more);
    expect([copy.isInCode, copy.openFence, copy.isLineStart]).toEqual([
      whole.isInCode,
      whole.openFence,
      whole.isLineStart,
    ]);
    tracker.settle();
    const before = after(text);
    expect([tracker.isInCode, tracker.openFence]).toEqual([before.isInCode, before.openFence]);
  }
});
