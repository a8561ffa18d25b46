import { describe, expect, test } from "bun:test";
import { type StreamItem, readEventStream } from "./event-stream.ts";

async function* inPieces(pieces: readonly string[]): AsyncGenerator<string, undefined> {
  yield* pieces;
}

/** Events as `type:data`, signs of life as dots. */
async function read(...pieces: string[]): Promise<string[]> {
  const items: StreamItem[] = await Array.fromAsync(readEventStream(inPieces(pieces)));
  return items.map((item) => (item.kind === "event" ? `${item.type}:${item.data}` : "."));
}

/** What a stream says, and that it says the same however it is torn. */
async function events(text: string): Promise<string[]> {
  const whole = await read(text);
  const kept = whole.filter((item) => item !== ".");
  const torn = await read(...text.split(""));
  expect(torn.filter((item) => item !== ".")).toEqual(kept);
  return kept;
}

describe("a stream of events", () => {
  test.each([
    ["data: a\n\ndata: b\n\n", [":a", ":b"]],
    ["data: a\r\n\r\ndata: b\r\n\r\n", [":a", ":b"]],
    ["data: a\r\rdata: b\r\r", [":a", ":b"]],
    ["data:a\n\n", [":a"]],
    ["data:  a\n\n", [": a"]],
    ["event: ping\ndata: a\n\ndata: b\n\n", ["ping:a", ":b"]],
    ["data: a\ndata: b\n\n", [":a\nb"]],
    ["event: ping\n\n", ["ping:"]],
    ["id: 7\nretry: 10\nunknown: x\ndata: a\n\n", [":a"]],
    ["error: oops\n\n", ["error:oops"]],
    ["data: a", [":a"]],
    ["data: a\r", [":a"]],
    ["data\n\ndata: b\n\n", [":b"]],
    ["data: x: y\n\n", [":x: y"]],
  ])("%j holds %j", async (text, expected) => {
    expect(await events(text)).toEqual(expected);
  });

  test("whose events follow each other without a blank line is parted where the data so far is complete", async () => {
    expect(await events('data: {"a":1}\ndata: [DONE]\ndata: {"b":\ndata: 2}\n\n')).toEqual([
      ':{"a":1}',
      ":[DONE]",
      ':{"b":\n2}',
    ]);
  });

  test("is alive with every comment, and with every line that says nothing", async () => {
    for (const line of [": one\n", ":\n", "\n", "\r\n"]) {
      async function* texts() {
        yield line;
        await new Promise(() => undefined);
      }
      expect((await readEventStream(texts()).next()).value).toEqual({ kind: "sign-of-life" });
    }
  });

  test("hands an event on as soon as its blank line is there", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    async function* texts() {
      yield "data: a\n\nda";
      yield await promise;
    }
    const items = readEventStream(texts());
    expect((await items.next()).value).toEqual({ kind: "event", type: "", data: "a" });
    resolve("ta: b\n\n");
    expect((await items.next()).value).toEqual({ kind: "event", type: "", data: "b" });
  });
});
