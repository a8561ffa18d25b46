import { expect, test } from "bun:test";
import { coalesce } from "./coalesce.ts";

const LONG_MS = 60_000;
const SHORT_MS = 1;
const isUrgent = (page: readonly string[]) => page.includes("urgent");

/** A source of pages that arrive when the test sends them. */
function source() {
  const { readable, writable } = new TransformStream<readonly string[], readonly string[]>();
  const writer = writable.getWriter();
  return {
    pages: readable.values(),
    send: (...page: string[]) => void writer.write(page),
    end: () => void writer.close(),
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return await Array.fromAsync(items);
}

test("pages that come within the moment go out as one", async () => {
  const { pages, send, end } = source();
  const gathered = all(coalesce(pages, { windowMs: LONG_MS, isUrgent }));
  send("a");
  send("b", "c");
  end();
  expect(await gathered).toEqual([["a", "b", "c"]]);
});

test("a page alone goes out when the moment is over", async () => {
  const { pages, send } = source();
  const gathered = coalesce(pages, { windowMs: SHORT_MS, isUrgent });
  send("a");
  expect(await gathered.next()).toEqual({ done: false, value: ["a"] });
});

test("what is urgent waits for nobody", async () => {
  const { pages, send } = source();
  const gathered = coalesce(pages, { windowMs: LONG_MS, isUrgent });
  send("urgent");
  expect(await gathered.next()).toEqual({ done: false, value: ["urgent"] });
});

test("what is urgent takes along what was gathered before it, and overtakes nothing", async () => {
  const { pages, send } = source();
  const gathered = coalesce(pages, { windowMs: LONG_MS, isUrgent });
  send("a");
  send("b");
  send("urgent");
  expect(await gathered.next()).toEqual({ done: false, value: ["a", "b", "urgent"] });
});

test("what comes after a moment is over goes out with the next one, and nothing is lost", async () => {
  const { pages, send, end } = source();
  const gathered = coalesce(pages, { windowMs: SHORT_MS, isUrgent });
  send("a");
  expect(await gathered.next()).toEqual({ done: false, value: ["a"] });
  send("b");
  expect(await gathered.next()).toEqual({ done: false, value: ["b"] });
  send("urgent", "c");
  expect(await gathered.next()).toEqual({ done: false, value: ["urgent", "c"] });
  end();
  expect(await gathered.next()).toEqual({ done: true, value: undefined });
});

test("a reader that stops ends the source, also before anything came", async () => {
  const ended: string[] = [];
  const sourceOf = (name: string, page: string[]) => ({
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false as const, value: page }),
      async return() {
        ended.push(name);
        return { done: true as const, value: undefined };
      },
    }),
  });
  const gathered = coalesce(sourceOf("urgent", ["urgent"]), { windowMs: LONG_MS, isUrgent });
  await gathered.next();
  await gathered.return(undefined);
  expect(ended).toEqual(["urgent"]);
  const failing = coalesce(sourceOf("failing", ["a"]), {
    windowMs: LONG_MS,
    isUrgent: () => {
      throw new Error("a blunder");
    },
  });
  await expect(failing.next()).rejects.toThrow("a blunder");

  expect(ended).toEqual(["urgent", "failing"]);
});
