import { describe, expect, test } from "bun:test";
import { BotFailure } from "../contract/bot-failure.ts";
import { DONE, event, finishes, textEvent } from "../testing/fake-bot-server.ts";
import { readCompletion } from "./read-completion.ts";

/** The texts of the chunks, a dot for signs of life in a row, and last the cause of a failure. */
async function read(...body: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  try {
    for await (const item of readCompletion(new Response(body.join(""))))
      seen.push(item.kind === "chunk" ? item.chunk.text : ".");
  } catch (error) {
    if (!(error instanceof BotFailure)) throw error;
    seen.push(`!${error.reason}`);
  }
  return seen.filter((item, at) => item !== "" && !(item === "." && seen[at - 1] === "."));
}

const message = (content: string, more: object = {}) => ({ choices: [{ message: { content }, ...more }] });

describe("a completion", () => {
  test("ends with the end marker, and nothing behind it is read", async () => {
    expect(await read(textEvent("Yes."), DONE, textEvent("No."))).toEqual(["Yes."]);
    expect(await read(textEvent("Yes."), "data:  [DONE] \n\n", "data: oops\n\n")).toEqual(["Yes."]);
  });

  test("is read on behind its finish reason, where nothing that goes wrong does harm", async () => {
    expect(await read(finishes(), textEvent("Yes."))).toEqual(["Yes.", "."]);
    expect(await read(textEvent("Yes."), finishes(), "data: oops\n\n")).toEqual(["Yes."]);
    expect(await read(textEvent("Yes."), finishes(), event({ error: "oops" }))).toEqual(["Yes."]);
  });

  test("is cut off without either, and not compatible where none of it was a completion", async () => {
    expect(await read(textEvent("Yes"))).toEqual(["Yes", ".", "!cut"]);
    expect(await read(event({ hello: 1 }))).toEqual([".", "!not-compatible"]);
    expect(await read(event({ choices: [] }))).toEqual([".", "!cut"]);
  });

  test("that comes all at once is complete without a reason", async () => {
    expect(await read(JSON.stringify(message("Yes.")))).toEqual(["Yes."]);
    expect(await read(JSON.stringify(message("Yes", { finish_reason: "length" })))).toEqual([
      "Yes",
      "!answer-too-long",
    ]);
    expect(await read(JSON.stringify({ hello: 1 }))).toEqual(["!not-compatible"]);
  });

  test("is not read twice where it is repeated as a whole behind its pieces", async () => {
    const whole = event(message("Yes."));
    expect(await read(textEvent("Yes."), whole, DONE)).toEqual(["Yes."]);
    expect(await read(textEvent(""), whole, DONE)).toEqual(["Yes."]);
    expect(await read(event(message("Yes, ")), event(message("you can.")), DONE)).toEqual([
      "Yes, ",
      "you can.",
    ]);
  });

  test("may hold empty data, comments as data and null, which are signs of life", async () => {
    for (const data of ["", ": ping", "null", " null "])
      expect(await read(`event: ping\ndata: ${data}\n\n`, textEvent("Yes."), DONE)).toEqual([".", "Yes."]);
  });

  test("fails with what an event named error says, also where that is nothing", async () => {
    expect(await read("event: error\ndata: null\n\n")).toEqual(["!server-error"]);
    expect(await read("event: error\ndata: \n\n")).toEqual(["!server-error"]);
    expect(await read("event: error\ndata: Country not supported\n\n")).toEqual(["!country-not-supported"]);
    expect(await read('event: error\ndata: {"message":"Country not supported"}\n\n')).toEqual([
      "!country-not-supported",
    ]);
  });

  test("fails with plain words that name an error, and is not compatible with others", async () => {
    expect(await read("data: Exception: country not supported\n\n")).toEqual(["!country-not-supported"]);
    expect(await read("data: country not supported\n\n")).toEqual(["!not-compatible"]);
  });
});
