import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  openDurableSubscription,
  type SubscriptionHandlers,
  type DurableSubscriptionOptions,
} from "./durable-subscription.ts";
import { fakeEnvironment } from "../testing/fake-environment.ts";

interface Item {
  prev: number;
  no: number;
}

/** Opens a stream with the test as its server, and records every subscription and its start. */
function openStream(after = 0) {
  const { clock, environment } = fakeEnvironment();
  const starts: { after: number; handlers: SubscriptionHandlers<Item>; stopped: boolean }[] = [];
  const applied: number[] = [];
  const events: string[] = [];
  const options: DurableSubscriptionOptions<Item> = {
    after,
    start(from, handlers) {
      const started = { after: from, handlers, stopped: false };
      starts.push(started);
      return { unsubscribe: () => void (started.stopped = true) };
    },
    onItem: ({ no }) => void applied.push(no),
    onResync: () => void events.push("resync"),
    onRefused: (reason) => void events.push(reason),
  };
  const subscription = openDurableSubscription(options, environment);
  const current = () => {
    const start = starts.at(-1);
    if (!start) throw new Error("never started");
    return start;
  };
  return {
    clock,
    starts,
    applied,
    events,
    subscription,
    current,
    emit: (prev: number, no: number) => current().handlers.onData({ data: { prev, no } }),
    fail: (data: object) => current().handlers.onError(Object.assign(new Error("no"), { data })),
  };
}

describe("a durable subscription", () => {
  test("starts at the given number", () => {
    expect(openStream(7).current().after).toBe(7);
  });

  test("applies each item once", () => {
    const { emit, applied } = openStream();
    emit(0, 1);
    emit(0, 1);
    emit(1, 2);

    expect(applied).toEqual([1, 2]);
  });

  test("resubscribes at a gap instead of skipping it", () => {
    const { emit, applied, starts, current } = openStream();
    emit(0, 1);
    emit(2, 3);

    expect(applied).toEqual([1]);
    expect(starts[0]?.stopped).toBe(true);
    expect(current().after).toBe(1);
  });

  test("backs off when gaps repeat", async () => {
    const { emit, starts, clock } = openStream();
    emit(2, 3);
    emit(2, 3);

    expect(starts.length).toBe(2);
    await clock.pass(249);
    expect(starts.length).toBe(2);
    await clock.pass(1);
    expect(starts.length).toBe(3);
  });

  test("resubscribes from its own cursor after any error", async () => {
    const { emit, current, starts, clock } = openStream();
    emit(0, 4);
    for (let times = 0; times < 5; times += 1) {
      current().handlers.onError(new Error("no"));
      await clock.pass(8_000);
    }

    expect(starts.map(({ after }) => after)).toEqual([0, 4, 4, 4, 4, 4]);
  });

  test("resubscribes after a server error or the end of the stream", async () => {
    const { fail, current, starts, clock } = openStream();
    fail({ code: "INTERNAL_SERVER_ERROR", httpStatus: 500 });
    current().handlers.onStopped();
    await clock.pass(8_000);

    expect(starts.length).toBe(3);
  });

  test("waits as long as the server asks", async () => {
    const { fail, starts, clock } = openStream();
    fail({ code: "TOO_MANY_REQUESTS", httpStatus: 429, retryAfterMs: 3_000 });
    await clock.pass(2_999);
    expect(starts.length).toBe(1);
    await clock.pass(1);

    expect(starts.length).toBe(2);
  });

  test("ends when a resync is required", async () => {
    const { fail, events, starts, clock } = openStream();
    fail({ code: "PRECONDITION_FAILED", httpStatus: 412, refusal: "resync" });
    await clock.pass(60_000);

    expect(events).toEqual(["resync"]);
    expect(starts.length).toBe(1);
  });

  test("ends when it is refused, with the reason", async () => {
    const { fail, events, starts, clock } = openStream();
    fail({ code: "NOT_FOUND", httpStatus: 404, refusal: "session-unknown" });
    await clock.pass(60_000);

    expect(events).toEqual(["session-unknown"]);
    expect(starts.length).toBe(1);
  });

  test("ignores events of an abandoned subscription", () => {
    const { emit, starts, applied } = openStream();
    const first = starts[0]?.handlers;
    emit(2, 3);
    first?.onData({ data: { prev: 0, no: 1 } });
    first?.onError(new Error("no answer"));

    expect(applied).toEqual([]);
    expect(starts.length).toBe(2);
  });

  test("does nothing after unsubscribing, even between two tries", async () => {
    const { subscription, emit, starts, clock } = openStream();
    emit(2, 3);
    emit(2, 3);
    subscription.unsubscribe();
    await clock.pass(60_000);

    expect(starts.length).toBe(2);
  });

  test("resubscribes for an item that could not be applied", () => {
    const starts: number[] = [];
    let handlers: SubscriptionHandlers<Item> | null = null;
    openDurableSubscription<Item>({
      after: 3,
      start(after, startHandlers) {
        starts.push(after);
        handlers = startHandlers;
        return { unsubscribe() {} };
      },
      onItem() {
        throw new Error("cannot show that");
      },
      onResync() {},
    });

    expect(() => handlers?.onData({ data: { prev: 3, no: 4 } })).toThrow("cannot show that");
    expect(starts).toEqual([3, 3]);
  });
});

/** Faults between two items of a stream. */
const fault = fc.constantFrom("none", "none", "duplicate", "drop", "swap", "lost", "server error", "ended");

test("with items dropped, duplicated, reordered or cut, each is applied once and in order", async () => {
  const scene = fc.record({
    count: fc.integer({ min: 1, max: 40 }),
    faults: fc.array(fault, { maxLength: 80 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ count, faults }) => {
      const stream = openStream();
      const pending = [...faults];
      for (let tries = 0; stream.applied.length < count && tries < 1_000; tries += 1) {
        const subscription = stream.current();
        if (!subscription.stopped) serve(stream, count, pending);
        await stream.clock.pass(8_000);
      }

      expect(stream.applied).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    }),
    { numRuns: 200 },
  );
});

/** Acts as the server: emits everything after the subscription's cursor, with a fault between items. */
function serve(stream: ReturnType<typeof openStream>, count: number, faults: string[]): void {
  const { handlers, after } = stream.current();
  const emit = (no: number) => {
    if (no <= count) handlers.onData({ data: { prev: no - 1, no } });
  };
  for (let no = after + 1; no <= count; no += 1) {
    const what = faults.shift();
    if (what === "lost") return handlers.onError(new Error("no answer"));
    if (what === "ended") return handlers.onStopped();
    if (what === "server error")
      return handlers.onError(Object.assign(new Error(), { data: { httpStatus: 500 } }));
    if (what === "swap") emit(no + 1);
    if (what !== "drop") emit(no);
    if (what === "duplicate") emit(no);
  }
}

test("a refusal ends a subscription also where nobody asks why", () => {
  const { environment } = fakeEnvironment();
  const handlers: SubscriptionHandlers<Item>[] = [];
  openDurableSubscription(
    {
      after: 0,
      start(_, given) {
        handlers.push(given);
        return { unsubscribe() {} };
      },
      onItem() {},
      onResync() {},
    },
    environment,
  );
  const refused = Object.assign(new Error("no"), { data: { httpStatus: 403, refusal: "session-unknown" } });

  handlers[0]?.onStarted();
  handlers[0]?.onError(refused);
  handlers[0]?.onStopped();
  expect(handlers).toHaveLength(1);
});
