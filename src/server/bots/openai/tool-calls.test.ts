import { describe, expect, test } from "bun:test";
import { createToolCalls } from "./tool-calls.ts";

const piece = (index: number, name: string, args: string) => ({ index, name, arguments: args });

describe("the calls of an answer", () => {
  test("are joined by their numbers", () => {
    const calls = createToolCalls();
    calls.push([piece(0, "ask_for", ""), piece(1, "get_weather", "cannot-")]);
    calls.push([piece(0, "_person", '{"reason":"cannot')]);
    expect(calls.requestedAction()).toBe("asks-person");
    calls.push([piece(0, "", '-answer"}'), piece(1, "", "answer")]);
    expect(calls.requestedAction()).toBe("unsure");
  });

  test("of other tools ask for nothing, and neither do none", () => {
    const calls = createToolCalls();
    expect(calls.requestedAction()).toBeNull();
    calls.push([piece(0, "get_weather", "{}")]);
    expect(calls.requestedAction()).toBeNull();
  });

  test("ask for a person if one of them does, whether it is written or made", () => {
    const calls = createToolCalls();
    calls.pushWritten("unsure");
    expect(calls.requestedAction()).toBe("unsure");
    calls.push([piece(0, "ask_for_person", '{"reason":"cannot-answer"}')]);
    expect(calls.requestedAction()).toBe("unsure");
    calls.push([piece(1, "ask_for_person", '{"reason":"customer-asked"}')]);
    expect(calls.requestedAction()).toBe("asks-person");
    const written = createToolCalls();
    written.pushWritten("unsure");
    written.pushWritten("asks-person");
    expect(written.requestedAction()).toBe("asks-person");
  });
});
