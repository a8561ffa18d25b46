import { describe, expect, test } from "bun:test";
import { BotFailure } from "../contract/bot-failure.ts";
import { readAnswer } from "./read-answer.ts";

function responseOf(...pieces: readonly string[]): Response {
  const left = pieces.map((piece) => new TextEncoder().encode(piece));
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
  return new Response(body);
}

/** The kinds of what is read, or the cause of the failure. */
async function kindsOf(response: Response): Promise<unknown[]> {
  try {
    return (await Array.fromAsync(readAnswer(response))).map((item) => item.kind);
  } catch (error) {
    return error instanceof BotFailure ? [error.reason] : [error];
  }
}

describe("an answer is told by its first characters", () => {
  test.each([
    "data: a\n\n",
    "event: a\ndata: b\n\n",
    "id: 1\ndata: a\n\n",
    "retry: 1\n\n",
    "error: a\n\n",
    ": a\n\n",
  ])("to be streamed: %j", async (text) => {
    for (const pieces of [[text], text.split(""), ["\uFEFF\n ", text]]) {
      const kinds = await kindsOf(responseOf(...pieces));
      expect(kinds).not.toBeEmpty();
      expect(new Set(kinds)).not.toContain("not-compatible");
      expect(new Set(kinds)).not.toContain("whole");
    }
  });

  test("to come all at once", async () => {
    for (const pieces of [['{"a":1}'], '{"a":1}'.split(""), ["\uFEFF\n", '{"a"', ":1}"]]) {
      const items = await Array.fromAsync(readAnswer(responseOf(...pieces)));
      expect(items.at(-1)).toEqual({ kind: "whole", value: { a: 1 } });
    }
  });

  test.each(["<html>", "It works!", "datum: a", "[1]", '{"a":', "42", "idea", "x"])(
    "to be none: %j",
    async (text) => {
      expect(await kindsOf(responseOf(text))).toEqual(["not-compatible"]);
      expect(await kindsOf(responseOf(...text.split("")))).toEqual(["not-compatible"]);
    },
  );

  test("to be empty", async () => {
    for (const response of [new Response(null), responseOf(""), responseOf("\n")])
      expect((await kindsOf(response)).at(-1)).toBe("empty");
  });

  test("which blanks are not: they are signs of life", async () => {
    expect(await kindsOf(responseOf("\n", "  ", '{"a":1}'))).toEqual([
      "sign-of-life",
      "sign-of-life",
      "whole",
    ]);
  });
});
