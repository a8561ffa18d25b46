import { describe, expect, test } from "bun:test";
import { ownField, parseCompletionChunk } from "./completion-chunk.ts";

const parse = (choice: object) => parseCompletionChunk({ choices: [choice] });
const callsOf = (delta: object) => parse({ delta })?.toolCalls;

describe("a chunk of a completion", () => {
  test("has the text of its content and of its refusal", () => {
    expect(parse({ delta: { content: "Yes." } })?.text).toBe("Yes.");
    expect(parse({ delta: { refusal: "No." } })?.text).toBe("No.");
    expect(parse({ delta: { content: "I say ", refusal: "no." } })?.text).toBe("I say no.");
    expect(parse({ message: { content: "Yes." } })?.text).toBe("Yes.");
    expect(parse({ delta: { content: "Yes." }, message: { content: "Yes, you can." } })?.text).toBe("Yes.");
  });

  test("has the text of those parts that are text", () => {
    const content = [
      { type: "thinking", text: "Hm." },
      { type: "text", text: "Yes, " },
      { type: "output_text", text: "you " },
      { type: "text", text: [{ type: "text", text: "can." }] },
      { text: "No type." },
      "Plain.",
      null,
    ];
    expect(parse({ delta: { content } })?.text).toBe("Yes, you can.");
    for (const none of [7, null, {}, { text: "x" }])
      expect(parse({ delta: { content: none } })?.text).toBe("");
  });

  test("is whole without a delta, and a piece with one", () => {
    expect(parse({ delta: {} })?.isWhole).toBeFalse();
    expect(parse({ message: { content: "Yes." } })?.isWhole).toBeTrue();
    expect(parse({ delta: null, message: { content: "Yes." } })?.isWhole).toBeTrue();
  });

  test("is that of the first answer, wherever it stands, also without a number", () => {
    const second = { index: 1, delta: { content: "No." } };
    const first = { index: 0, delta: { content: "Yes." } };
    expect(parseCompletionChunk({ choices: [second, first] })?.text).toBe("Yes.");
    expect(parseCompletionChunk({ choices: [{ delta: { content: "Yes." } }, second] })?.text).toBe("Yes.");
    expect(parseCompletionChunk({ choices: [second] })).toEqual({
      text: "",
      isWhole: true,
      toolCalls: [],
      end: null,
    });
  });

  test("may say why the answer ends", () => {
    expect(parse({ delta: {}, finish_reason: "stop" })?.end).toBe("complete");
    expect(parse({ delta: {}, finish_reason: "length" })?.end).toBe("answer-too-long");
    expect(parse({ delta: {} })?.end).toBeNull();
  });

  test.each([null, 7, "x", [[]], {}, { choices: null }, { choices: {} }])("is not %j", (value) => {
    expect(parseCompletionChunk(value)).toBeNull();
  });
});

describe("a call in a chunk", () => {
  const ours = { name: "ask_for_person", arguments: "{}" };

  test("has the number that it is given, else that of its place", () => {
    const calls = callsOf({ tool_calls: [{ index: 3, function: ours }, { function: ours }, { index: "2" }] });
    expect(calls?.map(({ index }) => index)).toEqual([3, 1, 2]);
  });

  test("stands in a field of its own, or as the call itself, or in the field of an older API", () => {
    const read = [{ index: 0, ...ours }];
    expect(callsOf({ tool_calls: [{ function: ours }] })).toEqual(read);
    expect(callsOf({ tool_calls: [ours] })).toEqual(read);
    expect(callsOf({ function_call: ours })).toEqual(read);
    expect(callsOf({ tool_calls: [ours], function_call: ours })).toEqual([...read, { index: 1, ...ours }]);
    expect(callsOf({ tool_calls: "none", function_call: null })).toEqual([]);
  });

  test("may have its arguments as an object, in pieces, or none", () => {
    const argumentsOf = (args: unknown) => callsOf({ tool_calls: [{ name: "x", arguments: args }] })?.[0];
    expect(argumentsOf({ reason: "x" })?.arguments).toBe('{"reason":"x"}');
    expect(argumentsOf('{"rea')?.arguments).toBe('{"rea');
    expect(argumentsOf(null)?.arguments).toBe("");
    expect(callsOf({ tool_calls: [{}] })).toEqual([{ index: 0, name: "", arguments: "" }]);
  });
});

test("a field is only what a value has itself", () => {
  expect(ownField({ a: 1 }, "a")).toBe(1);
  expect(ownField({}, "toString")).toBeNull();
  expect(ownField({ a: undefined }, "a")).toBeNull();
  for (const none of [null, undefined, "text", 7]) expect(ownField(none, "length")).toBeNull();
});
