import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createModelMarkupFilter } from "./model-markup-filter.ts";

interface Read {
  text: string;
  calls: string[];
  /** What a reader of the pieces saw and had to forget. */
  takenBack: string;
}

function read(pieces: readonly string[], beginsWithThoughts = false): Read {
  const result: Read = { text: "", calls: [], takenBack: "" };
  const handlers = {
    onRestart() {
      result.takenBack += result.text;
      result.text = "";
    },
    onUnmarkedThoughts: () => null,
    onCall: (action: string) => void result.calls.push(action),
  };
  const filter = createModelMarkupFilter(handlers, beginsWithThoughts);
  for (const piece of pieces) {
    const text = filter.push(piece);
    result.text += text;
  }
  result.text += filter.end();
  return result;
}

/** The pieces a text may arrive in: whole, by seven, by one code unit. */
const tornly = (text: string) => [[text], text.match(/[^]{1,7}/g) ?? [], text.split("")];

function expectRead(text: string, expected: Partial<Read>): void {
  for (const pieces of tornly(text)) expect(read(pieces)).toMatchObject(expected);
}

describe("thoughts are no answer", () => {
  test.each([
    ["<think>Hm, tea.</think>\n\nYes.", "Yes."],
    ["\n<think></think>Yes.", "Yes."],
    ["<think>never done", ""],
    ["<Thinking>\nHm.\n</thinking>\nYes.", "Yes."],
    ["<thought>Hm.</thought>Yes.", "Yes."],
    ["<reasoning>Hm.</reasoning>\n<answer>Yes.</answer>", "Yes."],
    ["<seed:think>Hm.</seed:think>Yes.", "Yes."],
    ["[THINK]Hm.[/THINK]Yes.", "Yes."],
    ["◁think▷Hm.◁/think▷Yes.", "Yes."],
    ["<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>Yes.<|END_RESPONSE|>", "Yes."],
    ["<|begin_of_thought|>Hm.<|end_of_thought|><|begin_of_solution|>Yes.<|end_of_solution|>", "Yes."],
    ["<think>One.</think>\nYes.\n\n<think>Two.</think>\n\nYou can.", "Yes.\n\nYou can."],
    ["<think>One.</think>Yes, <think>Two.</think>you can.", "Yes, you can."],
    ["Yes.\n<think>Two.</think>\nYou can.", "Yes.\nYou can."],
    ["<think>They ask about `</think>` in code.</think>It ends thoughts.", "It ends thoughts."],
    ["<think>\n```html\n</think>\n```\nIt ends them.\n</think>\nYes.", "Yes."],
    ["<think>\n~~~\n</think>\n~~~\nIt ends them.</think>Yes.", "Yes."],
    ["<think>\n```\nnever closed\n</think>\nYes.", "Yes."],
    ["<think>Hm.</think>Yes.\n</think>", "Yes."],
    ["<antThinking>Hm.</antThinking>Yes.", "Yes."],
    ["<longcat_think>Hm.</longcat_think>Yes.", "Yes."],
    ["<think_never_used_51bce0c785ca>Hm.</think_never_used_51bce0c785ca>Yes.", "Yes."],
    ["<reasoning_process>Hm.</reasoning_process><conclusion>Yes.</conclusion>", "Yes."],
    ["<thinking>Hm.</thinking>\n<reflection>Hm.</reflection>\n<output>Yes.</output>", "Yes."],
    ["<思考>嗯</思考>Yes.", "Yes."],
    ["<ctrl94>thought\nHm.<ctrl95>Yes.", "Yes."],
    ["<|inner_prefix|>Hm.<|inner_suffix|>Yes.", "Yes."],
    ["[BEGIN_THINKING]Hm.[END_THINKING]Yes.", "Yes."],
    ['<details type="reasoning" done="true"><summary>Thought</summary>\n> Hm.\n</details>\nYes.', "Yes."],
    ["Thought: They ask about tea.\nFinal Answer: Yes.", "Yes."],
    ["[/INST] Yes.</s>\n", "Yes."],
    ["<|assistant|>\nYes.<|END_OF_TURN_TOKEN|>", "Yes."],
    ["Yes.<|im_end|>\n<|im_start|>user\nAnd coffee?", "Yes."],
    ["Yes.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAnd coffee?", "Yes."],
    ["Yes.<|user|>\nAnd coffee?", "Yes."],
    ["Yes.<|im_end|>", "Yes."],
    ["<|start_header_id|>assistant<|end_header_id|>\n\nYes.<|eot_id|>", "Yes."],
  ])("%j answers %j", (written, text) => expectRead(written, { text, takenBack: "" }));

  test("nor are channels other than the final one", () => {
    const final = "<|start|>assistant<|channel|>final<|message|>Yes.<|return|>";
    expectRead(`<|channel|>analysis<|message|>Hm.<|end|>${final}`, { text: "Yes." });
    expectRead(final, { text: "Yes." });
    expectRead("analysisThe user asks about tea.assistantfinalYes.", { text: "Yes." });
    expectRead("analysis of tea", { text: "analysis of tea" });
  });

  test.each([
    "Okay, the user asks about tea. They want to know.\n</think>\n\nYes.",
    "好的，用户想知道。我来回答。</think>Yes.",
    "The customer asks whether we open.</think>\nYes.",
  ])("%j was none although nothing marks its beginning, and nobody reads it", (written) =>
    expectRead(written, { text: "Yes.", takenBack: "" }),
  );

  test("what only the end of thoughts shows to be some is taken back", () => {
    expect(read(["Opening times are on", " the page.", "</think>", "\n\nYes."])).toEqual({
      text: "Yes.",
      calls: [],
      takenBack: "Opening times are on the page.",
    });
    expectRead("Hm. Tea.</think>Yes.", { text: "Yes." });
  });

  test("once the model is known to begin with them, nothing is said before their end", () => {
    for (const pieces of tornly("Opening times are on the page.\n</think>\n\nYes."))
      expect(read(pieces, true)).toEqual({ text: "Yes.", calls: [], takenBack: "" });
    for (const pieces of tornly("No thoughts this time."))
      expect(read(pieces, true).text).toBe("No thoughts this time.");
  });
});

describe("what an answer says about marks stays", () => {
  test.each([
    "Yes <think>no</think>",
    "<thin",
    "<b>",
    "Use `<think>` and `</think>` around it.",
    "The closing tag is `</think>`.",
    "```\n<think>\nHm.\n</think>\n```\nThat is all.",
    "~~~xml\n<tool_call>{}</tool_call>\n~~~",
    "Put </think> at the end.",
    "The <think> tag opens and </think> closes.",
    "Use the <tool_call> tag and </tool_call> in prompts.",
    "I have a tool named ask_for_person.",
    "ask_for_person is my only tool.",
    "**ask_for_person**: brings a person.",
    "You can ask for a person at any time.",
    '{"name": "Maria", "age": 3} is JSON.',
    'Like this:\n\n```json\n{"name": "Green tea", "price": 3}\n```\n\nGood?',
    "```json\n[1, 2, 3]\n```",
    "```python\nprint(ask)\n```",
    "Action: open the tap.\nTool: a spanner.",
    "Okay, we open at nine.",
    "The customer service is at your side. Always.",
    "Type <|im_end|> in your template.",
    "The token <|user|> begins a turn, and <|endoftext|> ends a text.",
    "Thought: we like it.\nAsk again!",
    "<s>9</s> and <s>8</s>\n\n7",
    'Use <invoke> in your script: <invoke name="x"/> works.',
    '<tool name="hammer">\n  <x/>\n</tool>',
    '<action>{"name": "save"}</action>',
    'Send this:\n\n{"action": "contact_support", "id": 3}\n\nto us.',
    '```json\n{"action": "notify_staff", "order": 12}\n```\nis what you get.',
    '{"name": "contact_person", "value": "Maria"}',
    '{"message": "ok"} is what you get.',
    "(a) First\n(b) Second (as agreed)",
    "Calling us is best.\n> a quotation\n-> an arrow\n@maria",
    "See [ask_for_person](https://fern.example).",
    "a < b and c > d, [1] and [a link](https://fern.example)",
    "Call 555 [ext. 3] or write to <info@fern.example>.",
  ])("%j", (text) => expectRead(text, { text, calls: [], takenBack: "" }));
});

const args = '{"reason": "customer-asked"}';
const json = `{"name": "ask_for_person", "arguments": ${args}}`;

describe("a call written as text is understood and not shown", () => {
  test.each([
    `<tool_call>\n${json}\n</tool_call>`,
    `<tool_call>\n<function=ask_for_person>\n<parameter=reason>\ncustomer-asked\n</parameter>\n</function>\n</tool_call>`,
    "<tool_call>ask_for_person\n<arg_key>reason</arg_key>\n<arg_value>customer-asked</arg_value>\n</tool_call>",
    `<function_call>${json}</function_call>`,
    '<function_calls>\n<invoke name="ask_for_person">\n</invoke>\n</function_calls>',
    `<function=ask_for_person>${args}</function>`,
    `<function=ask_for_person${args}</function>`,
    `[TOOL_CALLS][${json}]`,
    `[TOOL_CALLS]ask_for_person[ARGS]${args}`,
    `[TOOL_REQUEST]${json}[END_TOOL_REQUEST]`,
    `<|python_tag|>{"name": "ask_for_person", "parameters": ${args}}`,
    '<|python_tag|>ask_for_person.call(reason="customer-asked")',
    `<|tool_call|>[${json}]<|/tool_call|>`,
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>ask_for_person\n\`\`\`json\n${args}\n\`\`\`<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
    `<|tool_calls_section_begin|><|tool_call_begin|>functions.ask_for_person:0<|tool_call_argument_begin|>${args}<|tool_call_end|><|tool_calls_section_end|>`,
    `<|channel|>commentary to=functions.ask_for_person <|constrain|>json<|message|>${args}<|call|>`,
    `<|start|>assistant to=functions.ask_for_person<|channel|>commentary json<|message|>${args}<|call|>`,
    "<start_function_call>call:ask_for_person{reason:<escape>customer-asked<escape>}<end_function_call>",
    "<ask_for_person><reason>customer-asked</reason></ask_for_person>",
    '<ask_for_person reason="customer-asked"/>',
    json,
    `[${json}]`,
    `{"tool_calls": [{"type": "function", "function": ${json}}]}`,
    `{"tool": "transfer_to_human", "arguments": {}}`,
    args,
    `\`\`\`json\n${json}\n\`\`\``,
    `\`\`\`tool_code\nprint(ask_for_person(reason="customer-asked"))\n\`\`\``,
    "```ask_for_person()```",
    '[ask_for_person(reason="customer-asked")]',
    `Action: ask_for_person\nAction Input: ${args}`,
    `Action: \`\`\`json\n[{"tool_name": "ask_for_person", "parameters": ${args}}]\n\`\`\``,
    `Tool call: ${json}`,
    "tool_call: ask_for_person()",
    `<tools>\n${json}\n</tools>`,
    `<tool_code>\nprint(default_api.ask_for_person(reason="customer-asked"))\n</tool_code>`,
    `{"function_call": ${json}}`,
    '<|tool_call_start|>[ask_for_person(reason="customer-asked")]<|tool_call_end|>',
    `<longcat_tool_call>${json}</longcat_tool_call>`,
    `<|action_start|><|plugin|>\n${json}<|action_end|>`,
    `<|function_call|>${json}`,
    `<|tool_request|>${json}<|/tool_request|>`,
    `<use_tool name="ask_for_person"><reason>customer-asked</reason></use_tool>`,
    `<function name="ask_for_person">${args}</function>`,
    `<tool name="ask_for_person">${args}</tool>`,
    `<json>${json}</json>`,
    `functools[${json}]`,
    `✿FUNCTION✿: ask_for_person\n✿ARGS✿: ${args}`,
    `Thought: They want one.\nAction: ask_for_person\nAction Input: ${args}\nObservation:`,
    `<think>They want one.\n<tool_call>\n${json}\n</tool_call>`,
    `commentary to=functions.ask_for_person json${args}`,
    `Calling tool ask_for_person with arguments ${args}`,
    `[Tool call: ask_for_person(reason="customer-asked")]`,
    `→ ask_for_person(${args})`,
    "(ask_for_person)",
    "*calls ask_for_person*",
    "```js\nask_for_person({reason: 'customer-asked'})\n```",
    `{"ask_for_person": ${args}}`,
    `{"thought": "They want one.", "action": "ask_for_person", "action_input": ${args}}`,
    `{"response": "One moment.", "tool": "ask_for_person"}`,
    '{"tool": "transfer_to_human"}',
    "ask_for_person",
    "`ask_for_person()`",
    "AskForPerson()",
    `askForPerson(${args})`,
    `${json}</tool_call>`,
  ])("%j", (written) => {
    expectRead(written, { text: "", calls: ["asks-person"] });
    const unsure = written.replaceAll("customer-asked", "cannot-answer");
    if (unsure !== written) expectRead(unsure, { text: "", calls: ["unsure"] });
  });

  test("behind the words that go with it, and before others", () => {
    expectRead(`I'll get someone.\n\n<tool_call>${json}</tool_call>`, {
      text: "I'll get someone.",
      calls: ["asks-person"],
    });
    expectRead(`Sure. ask_for_person(reason="cannot-answer")`, { text: "Sure. ", calls: ["unsure"] });
    for (const call of ["[ask_for_person]", "(ask_for_person)"])
      expectRead(`Sure. ${call}`, { text: "Sure. ", calls: ["asks-person"] });
    expectRead(`${json}\n\nA moment, please.`, { text: "A moment, please.", calls: ["asks-person"] });
  });

  test("cut off by the model's limit", () => {
    expectRead(`Yes.\n${json.slice(0, 40)}`, { text: "Yes.", calls: ["asks-person"] });
    expectRead(`Yes.\n<tool_call>${json.slice(0, 40)}`, { text: "Yes.", calls: ["asks-person"] });
  });

  test("of a tool that does not exist is not shown either", () => {
    expectRead('<tool_call>{"name": "get_weather", "arguments": {}}</tool_call>Sunny.', {
      text: "Sunny.",
      calls: [],
    });
  });
});

const FRAGMENTS = [
  "a ",
  "[",
  "]",
  "(",
  "`",
  "```",
  "\n",
  "<think>",
  "</think>",
  "x",
  "Okay, the user ",
  "<tool_call>",
  "</tool_call>",
  "{",
  '"name": "',
  "ask_for_person",
  "}",
  "<|channel|>final<|message|>",
  "<|",
  "analysis",
  "json\n",
  ". ",
];

/** Characters of which no mark is made. */
const PLAIN = Array.from("abc .,\n`*_#-1[](){}:'\"é好😀");

describe("any text", () => {
  test("says the same however it was torn", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 25 }), (parts) => {
        const [whole, bySeven, byOne] = tornly(parts.join("")).map((pieces) => read(pieces));
        for (const torn of [bySeven, byOne])
          expect([torn?.text, torn?.calls]).toEqual([whole?.text ?? "", whole?.calls ?? []]);
      }),
      { numRuns: 3_000 },
    );
  });

  test("without marks comes through whole but for blank space around it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...PLAIN) }), (text) => {
        for (const pieces of tornly(text)) expect(read(pieces).text.trim()).toBe(text.trim());
      }),
      { numRuns: 2_000 },
    );
  });

  test("takes work in proportion to its length", () => {
    for (const sign of [
      "[",
      "`",
      "<think>",
      "{",
      '{"name":',
      "<",
      "a",
      "ask_for_person",
      "\n",
      "```\n{",
      "<|channel|>",
    ]) {
      const few = leastCpuOf(() => read(Array.from({ length: 25 }, () => sign.repeat(100))));
      const many = leastCpuOf(() => read(Array.from({ length: 100 }, () => sign.repeat(100))));
      // Four times the text: sixteen times the work if each part were read again for every other. Copies of what is
      // held make it up to ten.
      expect(many / Math.max(few, NOISE_US), sign).toBeLessThan(13);
    }
  });
});

/** Below this, in microseconds, the collector and the compiler decide what is measured. */
const NOISE_US = 5_000;

/** The least processor time of five runs, in microseconds: other work on the machine does not count. */
function leastCpuOf(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user;
  });
  return Math.min(...times);
}
