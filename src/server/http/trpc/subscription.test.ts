import { describe, expect, test } from "bun:test";
import { initTRPC, tracked, TRPCError } from "@trpc/server";
import { z } from "zod";
import { ConnectionSubscriptions } from "./connection-subscriptions.ts";
import type { ClientMessage } from "./open-calls.ts";

/** A stream that the test fills and breaks, and which notes how it is ended. */
class HandStream implements AsyncIterableIterator<unknown> {
  readonly endsByReturn: boolean;
  readonly ends: string[] = [];
  signal: AbortSignal | undefined;
  failsAtReturn: Error | null = null;
  #waiting = Promise.withResolvers<IteratorResult<unknown>>();

  constructor(endsByReturn = false) {
    this.endsByReturn = endsByReturn;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<unknown>> {
    return this.#waiting.promise;
  }

  async return(): Promise<IteratorResult<unknown>> {
    this.ends.push(this.signal?.aborted === true ? "return after abort" : "return");
    if (this.failsAtReturn !== null) throw this.failsAtReturn;
    return { done: true, value: undefined };
  }

  async give(result: IteratorResult<unknown>): Promise<void> {
    const { resolve } = this.#waiting;
    this.#waiting = Promise.withResolvers();
    resolve(result);
    await settled();
  }

  async fail(error: unknown): Promise<void> {
    this.#waiting.reject(error);
    await settled();
  }
}

const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
/** Wraps each value, and cannot wrap a function. */
function wrap(value: unknown): object {
  if (typeof value === "function") throw new Error("a function is no data");
  return { v: value };
}

const SERIALIZED = { serialize: wrap, deserialize: (value: unknown) => value };

/** A connection with one subscription to a stream, and what it answers. */
async function subscribe(stream: unknown, params: object = {}) {
  const t = initTRPC.create({ isServer: true, isDev: false, transformer: SERIALIZED });
  const inputs: unknown[] = [];
  const router = t.router({
    watch: t.procedure.input(z.unknown()).subscription(async ({ input, signal }) => {
      inputs.push(input);
      if (stream instanceof Error) throw stream;
      if (stream instanceof Promise) return (await stream) as AsyncIterable<unknown>;
      if (stream instanceof HandStream) stream.signal = signal;
      return stream as AsyncIterable<unknown>;
    }),
  });
  const answers: unknown[] = [];
  const errors: string[] = [];
  const connection = new ConnectionSubscriptions({
    router,
    context: {},
    respond: (answer) => void answers.push(answer),
    onError: (error, path) => void errors.push(`${path} ${error.code}: ${error.message}`),
  });
  const call = { id: 1, method: "subscription", params: { path: "watch", ...params } } as ClientMessage;
  const left = connection.take([call, { id: 2, method: "query" }]);
  await settled();
  return { connection, answers, errors, inputs, left };
}

const STARTED = { id: 1, result: { type: "started" } };
const STOPPED = { id: 1, result: { type: "stopped" } };
const dataOf = (value: unknown) => ({ id: 1, result: { type: "data", data: { v: value } } });

describe("a subscription", () => {
  test("is started, then answers with each item, then is stopped, and leaves other calls to tRPC", async () => {
    const stream = new HandStream();
    const { answers, errors, left } = await subscribe(stream);
    await stream.give({ done: false, value: "a" });
    await stream.give({ done: false, value: tracked("7", "b") });
    await stream.give({ done: true, value: undefined });

    expect(answers).toEqual([
      STARTED,
      dataOf("a"),
      { id: 1, result: { type: "data", id: "7", data: { v: { id: "7", data: "b" } } } },
      STOPPED,
    ]);
    expect([errors, left]).toEqual([[], [{ id: 2, method: "query" }]]);
  });

  test("of a client that stops it ends its stream once, and says that it has stopped", async () => {
    const stream = new HandStream();
    const { connection, answers, errors } = await subscribe(stream);
    const stop = { id: 1, method: "subscription.stop" } as const;

    expect(connection.take([stop])).toEqual([]);
    await settled();
    expect(connection.take([stop])).toEqual([stop]);
    await stream.give({ done: false, value: "too late" });

    expect([answers, stream.ends, errors]).toEqual([[STARTED, STOPPED], ["return after abort"], []]);
  });

  test("ends with its connection", async () => {
    const stream = new HandStream();
    const { connection } = await subscribe(stream);
    connection.stopAll();
    connection.stopAll();
    await settled();

    expect(stream.ends).toEqual(["return after abort"]);
  });

  test("that its client stops before it has begun never starts, and ends its stream", async () => {
    const gate = Promise.withResolvers<HandStream>();
    const { connection, answers, errors } = await subscribe(gate.promise);
    connection.stopAll();
    const stream = new HandStream();
    gate.resolve(stream);
    await settled();

    expect([answers, stream.ends, errors]).toEqual([[STOPPED], ["return"], []]);
  });

  test("that is aborted before it has begun has not failed, and any other failure is told", async () => {
    for (const [cause, told] of [
      [new DOMException("stopped", "AbortError"), 0],
      [new Error("lost"), 1],
    ] as const) {
      const gate = Promise.withResolvers<HandStream>();
      const { connection, answers, errors } = await subscribe(gate.promise);
      connection.stopAll();
      gate.reject(cause);
      await settled();
      expect([answers.length, errors.length]).toEqual([told, told]);
    }
    const { answers, errors } = await subscribe(new DOMException("by itself", "AbortError"));
    expect([answers.length, errors.length]).toEqual([1, 0]);
  });

  test("whose item cannot be sent says so, is reported, and has stopped", async () => {
    const stream = new HandStream();
    const { answers, errors } = await subscribe(stream);
    await stream.give({ done: false, value: () => {} });

    expect(answers).toMatchObject([
      STARTED,
      { error: { v: { data: { code: "INTERNAL_SERVER_ERROR" } } } },
      STOPPED,
    ]);
    expect([errors, stream.ends]).toEqual([
      ["watch INTERNAL_SERVER_ERROR: a function is no data"],
      ["return after abort"],
    ]);
  });

  test("whose stream ends by `return` alone has no signal that would be kept for it", async () => {
    const stream = new HandStream(true);
    const { connection } = await subscribe(stream);
    connection.stopAll();
    await settled();

    expect(stream.ends).toEqual(["return"]);
  });

  test("that fails in the middle says why, is reported, and has stopped", async () => {
    const stream = new HandStream();
    const { answers, errors } = await subscribe(stream);
    await stream.fail(new TRPCError({ code: "CONFLICT", message: "no more" }));

    expect(answers).toMatchObject([
      STARTED,
      { id: 1, error: { v: { message: "no more", data: { code: "CONFLICT", path: "watch" } } } },
      STOPPED,
    ]);
    expect(errors).toEqual(["watch CONFLICT: no more"]);
  });

  test("that fails before it begins says why, and nothing else", async () => {
    const { answers, errors } = await subscribe(new TRPCError({ code: "NOT_FOUND", message: "none" }));

    expect(answers).toMatchObject([{ id: 1, error: { v: { data: { code: "NOT_FOUND" } } } }]);
    expect(answers).toHaveLength(1);
    expect(errors).toEqual(["watch NOT_FOUND: none"]);
  });

  test.each([null, 7, {}])("of a procedure that returns no stream is a bug: %j", async (stream) => {
    const { answers, errors } = await subscribe(stream);

    expect(answers).toMatchObject([{ error: { v: { data: { code: "INTERNAL_SERVER_ERROR" } } } }]);
    expect(errors).toEqual([expect.stringContaining("neither an observable nor an async iterable")]);
  });

  test("whose stream fails while it is being ended is reported, and has stopped all the same", async () => {
    const stream = new HandStream();
    stream.failsAtReturn = new Error("late");
    const { connection, answers, errors } = await subscribe(stream);
    connection.stopAll();
    await settled();

    expect([answers, errors]).toEqual([[STARTED, STOPPED], ["watch INTERNAL_SERVER_ERROR: late"]]);
  });

  test("that was aborted by its stop has not failed", async () => {
    const stream = new HandStream();
    const { connection, answers, errors } = await subscribe(stream);
    connection.stopAll();
    await stream.fail(new DOMException("stopped", "AbortError"));

    expect([answers, errors]).toEqual([[STARTED, STOPPED], []]);
  });

  test("that fails otherwise after its stop is reported, and its client is told nothing more", async () => {
    const stream = new HandStream();
    const { connection, answers, errors } = await subscribe(stream);
    connection.stopAll();
    await stream.fail(new Error("lost"));

    expect([answers, errors]).toEqual([[STARTED, STOPPED], ["watch INTERNAL_SERVER_ERROR: lost"]]);
  });
});

describe("a subscription that goes on from an item", () => {
  test.each([
    [{ input: { after: 3 } }, { after: 3 }],
    [
      { input: { after: 3 }, lastEventId: "7" },
      { after: 3, lastEventId: "7" },
    ],
    [{ lastEventId: "7" }, { lastEventId: "7" }],
    [{ input: null, lastEventId: "7" }, { lastEventId: "7" }],
    [{ input: [1], lastEventId: "7" }, [1]],
    [{ input: "text", lastEventId: "7" }, "text"],
  ])("asks with %j for %j", async (params, input) => {
    expect((await subscribe(new HandStream(), params)).inputs).toEqual([input]);
  });
});
