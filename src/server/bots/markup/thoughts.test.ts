import { describe, expect, test } from "bun:test";
import { soundsLikeThoughts } from "./suspect-thoughts.ts";
import { isAheadOpen, isInSentence, judgeStopMark } from "./judge-stop-mark.ts";
import { END_OF_REACT, END_OF_THOUGHTS, endOfMarkedThoughts } from "./thought-marks.ts";
import { Thoughts } from "./thoughts.ts";

describe("thoughts that have begun", () => {
  test("are the answer if no end comes, unless a mark has opened them", () => {
    const unmarked = new Thoughts(END_OF_THOUGHTS, false);
    expect(unmarked.answer).toBeNull();
    unmarked.read("Hm, ");
    unmarked.read("tea.");
    expect([unmarked.answer, unmarked.hasEnd]).toEqual(["Hm, tea.", false]);
    const marked = new Thoughts(END_OF_THOUGHTS, true);
    marked.read("Hm.");
    expect(marked.answer).toBeNull();
  });

  test("are kept up to 16,384 characters and the piece after them", () => {
    const thoughts = new Thoughts(END_OF_THOUGHTS, false);
    thoughts.read("x".repeat(16_383));
    thoughts.read("ab");
    thoughts.read("cd");
    expect(thoughts.answer).toHaveLength(16_385);
  });

  test("end behind a mark, once it is known that nothing quotes it", () => {
    const thoughts = new Thoughts(END_OF_THOUGHTS, false);
    expect(thoughts.findEnd("Hm.</think> Yes", false)).toEqual({ index: 3, endsAt: 11 });
    expect(thoughts.findEnd("Hm.</think>", false)).toBeNull();
    expect(thoughts.findEnd("Hm.</think>", true)).toEqual({ index: 3, endsAt: 11 });
    expect(thoughts.findEnd("Hm.</think>`", true)).toBeNull();
    expect(thoughts.findEnd("Hm.", true)).toBeNull();
  });

  test("that a mark has opened are ended by a call too, and those framed as HTML by its end", () => {
    expect(endOfMarkedThoughts("<think>").test('Hm. <tool_call>{"name"')).toBeTrue();
    expect(END_OF_THOUGHTS.test('Hm. <tool_call>{"name"')).toBeFalse();
    const details = endOfMarkedThoughts('<DETAILS type="reasoning">');
    expect([details.test("</details>"), details.test("</think>")]).toEqual([true, false]);
  });

  test("are doubtful where their end stands in a code block, until 2,000 characters follow", () => {
    const thoughts = new Thoughts(END_OF_THOUGHTS, true);
    thoughts.read("```\n");
    expect(thoughts.isInBlock("x ")).toBeTrue();
    expect(thoughts.isInBlock("\n```\n")).toBeFalse();
    expect(thoughts.isInBlock("\n```")).toBeFalse();
    thoughts.doubt();
    expect([thoughts.answer, thoughts.hasEnd, thoughts.isDecided]).toEqual(["", true, false]);
    thoughts.read("x".repeat(2_000));
    thoughts.doubt();
    expect(thoughts.isDecided).toBeFalse();
    thoughts.read("y");
    expect(thoughts.isDecided).toBeTrue();
    expect(thoughts.answer).toBe(`${"x".repeat(2_000)}y`);
  });

  test("are read but for the last hundred characters, which may begin a mark", () => {
    const thoughts = new Thoughts(END_OF_THOUGHTS, true);
    expect(thoughts.readable("x".repeat(150), false)).toBe(50);
    expect(thoughts.readable("x".repeat(90), false)).toBe(0);
    expect(thoughts.readable("x".repeat(90), true)).toBe(90);
  });

  test("in the manner of ReAct are told from a habit", () => {
    expect(new Thoughts(END_OF_REACT, false).isReAct).toBeTrue();
    expect(new Thoughts(END_OF_THOUGHTS, false).isReAct).toBeFalse();
  });
});

describe("an answer sounds like thoughts", () => {
  test.each([
    "okay",
    "ok,",
    "ok",
    "alright",
    "hmm",
    "let me",
    "let's",
    "first,",
    "so,",
    "so",
    "wait",
    "we need",
    "we have to",
    "i need",
    "i should",
    "嗯",
    "好的",
    "好，",
    "首先",
  ])("when it begins with “%s” and speaks of the user", (beginning) => {
    expect(soundsLikeThoughts(`${beginning} the user asks about tea.`, false)).toBeTrue();
    expect(soundsLikeThoughts(`${beginning.toUpperCase()} THE USER ASKS. Yes`, false)).toBeTrue();
    expect(soundsLikeThoughts(`${beginning} the kettle is hot.`, false)).toBeFalse();
  });

  test("by its first sentence, or its first 200 characters", () => {
    expect(soundsLikeThoughts("Okay, tea. The user asks.", false)).toBeFalse();
    expect(soundsLikeThoughts("Okay, tea", false)).toBeNull();
    expect(soundsLikeThoughts("Okay, the user asks", true)).toBeTrue();
    expect(soundsLikeThoughts("okay, the user asks ".padEnd(199, "x"), false)).toBeNull();
    expect(soundsLikeThoughts("okay, the user asks ".padEnd(200, "x"), false)).toBeTrue();
    expect(soundsLikeThoughts(`okay ${"x".repeat(190)} the user asks.`, false)).toBeFalse();
    for (const end of [".", "!", "?", "。", "！", "？", "\n"])
      expect(soundsLikeThoughts(`用户想知道${end}`, false)).toBeTrue();
  });

  test("or not yet, while its first word goes on; and never where it begins otherwise", () => {
    expect(soundsLikeThoughts("Oka", false)).toBeNull();
    expect(soundsLikeThoughts("Oka", true)).toBeFalse();
    expect(soundsLikeThoughts("We open. The user asks.", false)).toBeFalse();
  });
});

describe("a mark of a chat template", () => {
  test("ends the answer, and the turn after it is invented", () => {
    expect(judgeStopMark("<|im_end|>", "s", true)).toEqual({
      verdict: { kind: "call", length: 10, action: null },
      isOver: false,
    });
    expect(judgeStopMark("<|im_start|>user\nTea?", "", false)).toEqual({
      verdict: { kind: "call", length: 21, action: null },
      isOver: true,
    });
    expect(judgeStopMark("<b>", "", true)).toBeNull();
  });

  test("is text in a sentence", () => {
    expect(judgeStopMark("<|im_end|> in your template", " ", false)).toEqual({
      verdict: { kind: "text", length: 10 },
      isOver: false,
    });
    expect(judgeStopMark("<|user|> begins", " ", true)).toMatchObject({
      verdict: { kind: "text", length: 8 },
    });
  });

  test("behind a blank is undecided until something follows", () => {
    expect(judgeStopMark("<|im_end|>", " ", false)).toEqual({ verdict: { kind: "open" }, isOver: false });
    expect(judgeStopMark("<|im_end|>", " ", true)).toMatchObject({ verdict: { kind: "call", length: 10 } });
    expect(judgeStopMark("<|im_end|>", "s", false)).toMatchObject({ verdict: { kind: "call", length: 10 } });
  });

  test("is followed by nothing for less than twenty blanks", () => {
    expect(isAheadOpen(" ".repeat(19), false)).toBeTrue();
    expect(isAheadOpen(" ".repeat(20), false)).toBeFalse();
    expect(isAheadOpen(" ", true)).toBeFalse();
    expect(isAheadOpen(" a", false)).toBeFalse();
  });

  test("stands in a sentence between a blank or a quotation mark and a word that goes on", () => {
    for (const before of [" ", '"', "(", "“"])
      for (const after of [" in", ".", "”", " 7"]) expect(isInSentence(before, after)).toBeTrue();
    for (const [before, after] of [
      ["s", " in"],
      [" ", " In"],
      [" ", ""],
      ["", " in"],
      [" ", "\nin"],
    ] as const)
      expect(isInSentence(before, after)).toBeFalse();
  });
});
