import { describe, expect, test } from "bun:test";
import { judgeCallLine, judgeCallWord } from "./judge-call-line.ts";
import { judgeFencedCall } from "./judge-fenced-call.ts";
import { judgeJsonCall } from "./judge-json-call.ts";
import { judgeLabelledCall } from "./judge-labelled-call.ts";
import type { Verdict } from "./verdict.ts";

/** A text that goes on with x up to a length. */
const padded = (start: string, length: number) => start.padEnd(length, "x");

type Judge = (text: string, isEnd: boolean) => Verdict;

const call = (length: number, action: "asks-person" | "unsure" | null = "asks-person"): Verdict => ({
  kind: "call",
  length,
  action,
});
const ARGS = '{"reason": "customer-asked"}';
const JSON_CALL = `{"name": "ask_for_person", "arguments": ${ARGS}}`;

/** Expects all of a text to be a call, and every beginning of it, from a length on, to be undecided or one already. */
function expectCall(judge: Judge, text: string, from = 1): void {
  expect([text, judge(text, true)]).toEqual([text, call(text.length)]);
  for (let length = from; length < text.length; length++)
    expect([text.slice(0, length), judge(text.slice(0, length), false).kind]).toEqual([
      text.slice(0, length),
      expect.stringMatching(/^(open|call)$/),
    ]);
}

describe("a line that calls the tool", () => {
  test.each([
    "ask_for_person",
    "ask_for_a_person",
    "ask_for_human",
    "ask_for_agent",
    "askforperson",
    "ask-for-person",
    "Ask_For_Person",
  ])("has the name %s", (name) => {
    for (const rest of ["", "()", ".", ` ${ARGS}`]) expectCall(judgeCallLine, name + rest);
  });

  test.each(
    "[ ( {{ / @ # $ ` ``` * ** >>> to= call: print(".split(" ").concat("> ", "-> ", "calling ", "call: "),
  )("may have %s before the name, and a scope", (mark) => {
    for (const scope of ["", "functions.", "default_api.", "tools."])
      expectCall(judgeCallLine, `${mark}${scope}ask_for_person`);
  });

  test.each(["action input:", "arguments:", "input:", "observation:", "parameters:", "✿args✿:"])(
    "takes the next line that begins with “%s” with it",
    (head) => {
      const text = `ask_for_person\n${head} ${ARGS}`;
      expect(judgeCallLine(text, true)).toEqual(call(text.length));
      expect(judgeCallLine(`${text}\nHello`, false)).toEqual(call(text.length));
      expect(judgeCallLine(text, false)).toEqual({ kind: "open" });
      expect(judgeCallLine(`ask_for_person\n${head.slice(0, 3)}`, false)).toEqual({ kind: "open" });
      expect(judgeCallLine(`ask_for_person\n${head.slice(0, 3)}`, true)).toEqual(call(14));
    },
  );

  test("takes several such lines with it, and nothing else", () => {
    const text = `ask_for_person\nInput: ${ARGS}\nObservation: none`;
    expect(judgeCallLine(`${text}\nHello`, false)).toEqual(call(text.length));
    expect(judgeCallLine("ask_for_person\nHello", false)).toEqual(call(14));
    expect(judgeCallLine("ask_for_person\n", false)).toEqual({ kind: "open" });
  });

  test("says that the model cannot answer, wherever it says so", () => {
    const text = "ask_for_person\nInput: cannot-answer";
    expect(judgeCallLine(text, true)).toEqual(call(text.length, "unsure"));
  });

  test("goes on over the end of the line while its brackets are open", () => {
    for (const text of [
      "ask_for_person(\n'x'\n)",
      'ask_for_person {\n"reason":\n"customer-asked"}',
      'ask_for_person({\n"a": ("b"\n)})',
    ])
      expect(judgeCallLine(`${text}\nHello`, false)).toEqual(call(text.length));
    expect(judgeCallLine("ask_for_person(\n", false)).toEqual({ kind: "open" });
    expect(judgeCallLine("ask_for_person)\nHello", false)).toEqual(call(15));
  });

  test("is at most 400 characters long", () => {
    expect(judgeCallLine(padded("ask_for_person(", 400), false)).toEqual({ kind: "open" });
    expect(judgeCallLine(padded("ask_for_person(", 401), false)).toEqual({ kind: "no" });
  });

  test("takes no line with it that is longer than that, however it arrives", () => {
    const [most, more] = [400, 401].map((length) => `ask_for_person\n${padded("input:", length)}`);
    expect(judgeCallLine(`${most}`, false)).toEqual({ kind: "open" });
    expect(judgeCallLine(`${most}\nHello`, false)).toEqual(call(415));
    for (const text of [`${more}`, `${more}\nHello`])
      for (const isEnd of [false, true]) expect(judgeCallLine(text, isEnd)).toEqual(call(14));
  });

  test.each([
    "ask_for_person is my tool",
    "ask_for_persons",
    "hello",
    "call me",
    "ask",
    "print(x)",
    "askforit",
  ])("is none: %s", (text) => {
    expect(judgeCallLine(text, true)).toEqual({ kind: "no" });
    expect(judgeCallLine(`${text}\nHello`, false)).toEqual({ kind: "no" });
  });
});

describe("a word that calls the tool", () => {
  test("needs its brackets", () => {
    for (const text of ["ask_for_person()", 'ask_for_human ("x")', "[ask_for_person]", "(ask_for_agent)"]) {
      expect(judgeCallWord(`${text} and more`, false)).toEqual(call(text.length));
      expect(judgeCallWord(text, true)).toEqual(call(text.length));
      expect(judgeCallWord(text, false)).toEqual({ kind: "open" });
    }
    for (const text of ["ask_for_person is", "[ask_for_person](https://x)", "ask", "asking"]) {
      expect(judgeCallWord(text, true)).toEqual({ kind: "no" });
      expect(judgeCallWord(`${text} and more`, false)).toEqual({ kind: "no" });
    }
    expect(judgeCallWord("ask_for_person(", true)).toEqual({ kind: "no" });
  });

  test("is open while its name or its brackets may go on, for 400 characters", () => {
    for (const text of ["a", "ask_for_p", "[ask", "ask_for_person", "ask_for_person(x"])
      expect(judgeCallWord(text, false)).toEqual({ kind: "open" });
    expect(judgeCallWord(padded("ask_for_person(", 400), false)).toEqual({ kind: "open" });
    expect(judgeCallWord(padded("ask_for_person(", 401), false)).toEqual({ kind: "no" });
  });

  test("is none with a mark that only a line begins with", () => {
    for (const text of ["@ask_for_person()", "call: ask_for_person()", "`ask_for_person()`"])
      expect(judgeCallWord(text, true)).toEqual({ kind: "no" });
  });
});

describe("a call as bare JSON", () => {
  test.each([
    "action",
    "answer",
    "args",
    "arguments",
    "call",
    "command",
    "function",
    "function_call",
    "function_name",
    "id",
    "message",
    "name",
    "parameters",
    "params",
    "recipient_name",
    "reply",
    "response",
    "thought",
    "thoughts",
    "tool",
    "tool_call",
    "tool_calls",
    "tool_name",
    "type",
  ])("may begin with the field %s", (field) => {
    expectCall(judgeJsonCall, `{"${field}": "x", "tool": "ask_for_person", "arguments": ${ARGS}}`);
  });

  test("may be the arguments, or the tool's name with them, or a list", () => {
    expectCall(judgeJsonCall, ARGS);
    expectCall(judgeJsonCall, `{"ask_for_person": ${ARGS}}`);
    expectCall(judgeJsonCall, `[ ${JSON_CALL}]`);
    expectCall(judgeJsonCall, `{ 'name': 'ask_for_person'}`);
    expect(judgeJsonCall('{"NAME": "ask_for_person"}', true).kind).toBe("call");
  });

  test("ends with its last bracket; a bracket in a string or behind a backslash is none", () => {
    const text = '{"name": "ask_for_person", "a": "}\\"}]", "b": [{}]}';
    expect(judgeJsonCall(`${text}} Hello`, false)).toEqual(call(text.length));
    expect(judgeJsonCall(text.slice(0, -1), false)).toEqual({ kind: "open" });
  });

  test("may be cut off at the end of the answer", () => {
    const text = JSON_CALL.slice(0, -20);
    expect(judgeJsonCall(text, true)).toEqual(call(text.length));
    expect(judgeJsonCall('{"name": "Maria"', true)).toEqual({ kind: "no" });
  });

  test("is at most 2,000 characters long", () => {
    expect(judgeJsonCall(padded('{"name": "', 2_000), false)).toEqual({ kind: "open" });
    expect(judgeJsonCall(padded('{"name": "', 2_001), false)).toEqual({ kind: "no" });
    expect(judgeJsonCall(`${padded('{"name": "ask_for_person", "a": "', 1_998)}"}`, false).kind).toBe("call");
    expect(judgeJsonCall(`${padded('{"name": "ask_for_person", "a": "', 1_999)}"} `, false)).toEqual({
      kind: "no",
    });
  });

  test("is none when another field is the first, which is told as soon as it can be", () => {
    for (const text of ['{"price": 3', '{"pri', "{3", "[1", "[[", '{"namely"', "x"])
      expect(judgeJsonCall(text, false)).toEqual({ kind: "no" });
    for (const text of ["{", "[", "[ {", '{"', '{"na', '{"name']) {
      expect(judgeJsonCall(text, false)).toEqual({ kind: "open" });
      expect(judgeJsonCall(text, true)).toEqual({ kind: "no" });
    }
  });

  test("is text as a whole when it calls nothing", () => {
    expect(judgeJsonCall('{"name": "Maria", "a": {}}, "ask_for_person"', false)).toEqual({
      kind: "text",
      length: 26,
    });
  });
});

describe("a block of code that is nothing but a call", () => {
  test.each(
    (
      " action bash function function_call javascript js json json5 jsonc plaintext python sh text tool tool_call " +
      "tool_calls tool_code tool_request tool_use xml JSON"
    ).split(" "),
  )("may be in the language “%s”", (language) => {
    for (const fence of ["```", "~~~~"])
      expectCall(judgeFencedCall, `${fence}${language}\n${JSON_CALL}\n${fence}`, fence.length);
  });

  test("is none in another language, or without a call in it", () => {
    for (const text of [
      `\`\`\`ruby\n${JSON_CALL}\n\`\`\``,
      "```json\n[1, 2]\n```",
      "```json\n```",
      "```json\n<p>Hello</p>\n```",
      "``\nask_for_person\n``",
    ])
      expect(judgeFencedCall(text, true)).toEqual({ kind: "no" });
  });

  test("ends with a fence like its first one, else with the answer", () => {
    const block = `\`\`\`json\n${JSON_CALL}\n\`\`\``;
    expect(judgeFencedCall(`${block}\nHello`, false)).toEqual(call(block.length));
    expect(judgeFencedCall(`${block} Hello`, false)).toEqual(call(block.length + 1));
    expect(judgeFencedCall(`${block}Hello`, true)).toEqual(call(block.length));
    expect(judgeFencedCall("```js\nlet a\n``` Hello", true)).toEqual({ kind: "no" });
    expect(judgeFencedCall(block.slice(0, -4), true)).toEqual(call(block.length - 4));
    expect(judgeFencedCall(block.slice(0, -1), false)).toEqual({ kind: "open" });
    const marked = "```xml\n<tool>ask_for_person</tool>\n```";
    expect(judgeFencedCall(`${marked}\nHello`, false)).toEqual(call(marked.length));
  });

  test("is undecided for twenty characters of language and 2,000 of content", () => {
    expect(judgeFencedCall(`\`\`\`${"x".repeat(20)}`, false)).toEqual({ kind: "open" });
    expect(judgeFencedCall(`\`\`\`${"x".repeat(21)}`, false)).toEqual({ kind: "no" });
    expect(judgeFencedCall("```json", true)).toEqual({ kind: "no" });
    expect(judgeFencedCall(`\`\`\`xml\n${padded("<", 2_000)}`, false)).toEqual({ kind: "open" });
    expect(judgeFencedCall(`\`\`\`xml\n${padded("<", 2_001)}`, false)).toEqual({ kind: "no" });
    expect(judgeFencedCall("```js\nlet", false)).toEqual({ kind: "no" });
    expect(judgeFencedCall("```js\n \n", false)).toEqual({ kind: "open" });
  });
});

describe("a call behind a label", () => {
  test.each([
    "tool:",
    "tool call:",
    "tool calls:",
    "tool_call:",
    "tool_calls:",
    "function:",
    "function call:",
    "function_call:",
    "action:",
    "call:",
    "functools",
    "Action:",
  ])("is understood behind “%s”, also in a block of code", (label) => {
    expectCall(judgeLabelledCall, `${label} ${JSON_CALL}`);
    expectCall(judgeLabelledCall, `${label} \`\`\`json\n${JSON_CALL}\n\`\`\``);
  });

  test("takes the end of its block with it, and nothing else", () => {
    const text = `Action: \`\`\`\n${JSON_CALL}\n\`\`\``;
    expect(judgeLabelledCall(`${text}\nHello`, false)).toEqual(call(text.length));
    expect(judgeLabelledCall(`Action: \`\`\`\n${JSON_CALL} Hello`, false)).toEqual(
      call(`Action: \`\`\`\n${JSON_CALL}`.length),
    );
    expect(judgeLabelledCall(`Action: ${JSON_CALL}\n\`\`\``, false)).toEqual(
      call(`Action: ${JSON_CALL}`.length),
    );
    expect(judgeLabelledCall(text.slice(0, -1), false)).toEqual({ kind: "open" });
    expect(judgeLabelledCall(text.slice(0, -1), true)).toEqual(call(text.length - 4));
  });

  test("is none without JSON that calls the tool", () => {
    for (const text of ["Action: open the tap", 'Action: {"name": "Maria"}', "Action: [1]", "Hello", "Actio"])
      expect(judgeLabelledCall(text, true)).toEqual({ kind: "no" });
    expect(judgeLabelledCall("Action: open", false)).toEqual({ kind: "no" });
    for (const text of ["A", "Action", "Action:", "Action: ", "Action: ``", 'Action: {"name"'])
      expect(judgeLabelledCall(text, false)).toEqual({ kind: "open" });
  });
});
