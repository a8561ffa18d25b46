import { describe, expect, test } from "bun:test";
import { judgeMarkedCall } from "./call-marks.ts";
import { THOUGHTS_CLOSING, THOUGHTS_OPENING } from "./thought-marks.ts";

const ARGS = '{"reason": "customer-asked"}';
const CALL = `{"name": "ask_for_person", "arguments": ${ARGS}}`;

/** The marks around a call in each template. */
const MARKS: readonly (readonly [opening: string, closing: string])[] = [
  ["<tool_call>", "</tool_call>"],
  ["<tool_calls>", "</tool_calls >"],
  ["<minimax:tool_call>", "</minimax:tool_call>"],
  ['<invoke name="ask_for_person">', "</invoke>"],
  ["<tool>", "</tool>"],
  ["<function>", "</function>"],
  ["<action>", "</action>"],
  ["<json>", "</json>"],
  ["<xml>", "</xml>"],
  ["<output>", "</output>"],
  ["<response>", "</response>"],
  ["<function=ask_for_person>", "</function>"],
  ["<ask_for_person>", "</ask_for_person>"],
  ["<|tool_call|>", "<|/tool_call|>"],
  ["<|tool_calls|>", "<|end_tool_calls|>"],
  ["<|tool_request|>", "<|/tool_request|>"],
  ["<|tool_call_start|>", "<|tool_call_end|>"],
  ["<|function_call|>", "<|im_end|>"],
  ["<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>"],
  ["<|tool_calls_section_begin|>", "<|tool_calls_section_end|>"],
  ["<｜DSML｜function_calls>", "</｜DSML｜function_calls>"],
  ["<|python_tag|>", "<|eom_id|>"],
  ["<|START_ACTION|>", "<|END_ACTION|>"],
  ["<|action_start|>", "<|action_end|>"],
  ["<|plugin|>", "<|action_end|>"],
  ["<start_function_call>", "<end_function_call>"],
  ["[TOOL_REQUEST]", "[END_TOOL_REQUEST]"],
];

describe("a call between marks", () => {
  test.each(MARKS)("%s and %s is all from the one to the other", (opening, closing) => {
    const text = `${opening}${CALL}${closing}`;
    const whole = { kind: "call", length: text.length, action: "asks-person" } as const;
    expect(judgeMarkedCall(`${text}Hello`, false, false)).toEqual(whole);
    expect(judgeMarkedCall(text, true, false)).toEqual(whole);
    for (let length = 1; length < opening.length + CALL.length; length++)
      expect([length, judgeMarkedCall(text.slice(0, length), false, false)]).toEqual([
        length,
        { kind: "open" },
      ]);
  });

  test("is text where its end is missing for more than 2,000 characters", () => {
    const [most, more] = [2_000, 2_001].map((length) => `<tool_call>${"{".padEnd(length, "x")}`);
    expect(judgeMarkedCall(`${most}`, false, false)).toEqual({ kind: "open" });
    expect(judgeMarkedCall(`${more}`, false, false)).toEqual({ kind: "text", length: 11 });
  });

  test("goes on to the end of the answer where its mark has no end", () => {
    const text = `[TOOL_CALLS][${CALL}]`;
    expect(judgeMarkedCall(text, false, false)).toEqual({ kind: "open" });
    expect(judgeMarkedCall(text, true, false)).toMatchObject({ kind: "call", length: text.length });
  });

  test("counts when it is cut off, but prose about the mark does not", () => {
    const text = `<tool_call>${CALL.slice(0, 30)}`;
    expect(judgeMarkedCall(text, true, false)).toEqual({
      kind: "call",
      length: text.length,
      action: "asks-person",
    });
    for (const prose of ["<tool_call> is a tag", '<tool_call> has "name": in it', "<tool_call>"])
      expect(judgeMarkedCall(prose, true, false)).toEqual({ kind: "text", length: 11 });
    expect(judgeMarkedCall("<tool_call>a tag</tool_call>", false, false)).toEqual({
      kind: "text",
      length: 11,
    });
  });

  test("of a tool that does not exist is one too, but not between ordinary words", () => {
    const other = '{"name": "get_weather", "arguments": {}}';
    expect(judgeMarkedCall(`<tool_call>${other}</tool_call>`, true, false)).toEqual({
      kind: "call",
      length: other.length + 23,
      action: null,
    });
    expect(judgeMarkedCall(`<json>${other}</json>`, true, false)).toEqual({ kind: "text", length: 6 });
    expect(judgeMarkedCall(`<json>{"name": "contact_person", "arguments": {}}</json>`, true, false)).toEqual({
      kind: "text",
      length: 6,
    });
  });

  test("may be a tag that is closed at once", () => {
    const text = '<ask_for_person reason="cannot-answer"/>';
    expect(judgeMarkedCall(`${text}Hello`, false, false)).toEqual({
      kind: "call",
      length: text.length,
      action: "unsure",
    });
  });
});

describe("the end of a mark alone", () => {
  test.each(["</tool_call>", "<｜tool▁call▁end｜>", "<|tool_calls_section_end|>", "[END_TOOL_REQUEST]"])(
    "%s belongs to a call before it, and is text without one",
    (closing) => {
      const { length } = closing;
      expect(judgeMarkedCall(`${closing}a`, false, true)).toEqual({ kind: "call", length, action: null });
      expect(judgeMarkedCall(`${closing}a`, false, false)).toEqual({ kind: "text", length });
    },
  );

  test("may go on", () => {
    for (const beginning of ["</", "</tool_", "[END_TOOL"]) {
      expect(judgeMarkedCall(beginning, false, true)).toEqual({ kind: "open" });
      expect(judgeMarkedCall(beginning, true, true)).toEqual({ kind: "no" });
    }
  });
});

test.each(["<b>", "< 3", "[1]", "[a link](x)", "<|x", "<p class='a'>"])("%s is no mark", (text) => {
  expect(judgeMarkedCall(`${text} and more`, false, false)).toEqual({ kind: "no" });
});

test.each([
  ["<think>", "</think>"],
  ["<seed:think>", "</seed:think >"],
  ["<antThinking>", "</antThinking>"],
  ["<thoughts>", "</thoughts>"],
  ["<scratchpad>", "</scratchpad>"],
  ["<inner_monologue>", "</inner_monologue>"],
  ["<思考>", "</思考>"],
  ["[BEGIN_THINKING]", "[END_THINKING]"],
  ["[REASONING]", "[/REASONING]"],
  ['<details type="reasoning" done="true">', null],
  ["<|inner_prefix|>", "<|inner_suffix|>"],
  ["◁think▷", "◁/think▷"],
  ["<|begin_of_thought|>", "<|end_of_thought|>"],
  ["<|START_THINKING|>", "<|END_THINKING|>"],
  ["<|think|>", "<|/think|>"],
  ["<|thinking|>", "<|/thinking|>"],
  ["<|thought_start|>", "<|thought_end|>"],
  ["<|think_start|>", "<|think_end|>"],
  ["<unused94>", "<unused95>"],
  ["<ctrl94>", "<ctrl95>"],
  ["<|channel>thought\n", "<channel|>"],
])("thoughts are between %j and %j", (opening, closing) => {
  expect(THOUGHTS_OPENING.exec(`${opening}Hm.`)?.[0]).toBe(opening);
  expect(THOUGHTS_CLOSING.test(opening)).toBeFalse();
  if (closing === null) return;
  expect(THOUGHTS_CLOSING.exec(`${closing}Yes.`)?.[0]).toBe(closing);
  expect(THOUGHTS_OPENING.test(closing)).toBeFalse();
});
