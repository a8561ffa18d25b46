import { expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { StreamWithErrorCodes } from "./stream-with-error-codes.ts";

async function* letters() {
  yield "a";
  throw new Refusal("session-unknown");
}

test("what a stream throws carries the code that any call would, after the items before it", async () => {
  const stream = new StreamWithErrorCodes(letters());

  expect(await stream.next()).toEqual({ done: false, value: "a" });
  await expect(stream.next()).rejects.toMatchObject({
    code: "NOT_FOUND",
    cause: { code: "session-unknown" },
  });
});

test("its end ends what it wraps, and is told whether `return` alone does", async () => {
  const ended: string[] = [];
  const quiet = {
    endsByReturn: true as const,
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => new Promise<IteratorResult<string>>(() => {}),
    return: async () => (ended.push("ended"), { done: true as const, value: undefined }),
  };

  expect(new StreamWithErrorCodes(quiet).endsByReturn).toBe(true);
  expect(new StreamWithErrorCodes(letters()).endsByReturn).toBe(false);
  expect(await new StreamWithErrorCodes(quiet).return()).toEqual({ done: true, value: undefined });
  expect(ended).toEqual(["ended"]);
});

test("a stream that cannot be ended is over when it is left", async () => {
  const endless = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => ({ done: false as const, value: "a" }),
  };

  expect(await new StreamWithErrorCodes(endless).return()).toEqual({ done: true, value: undefined });
});
