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

/** A stream whose server is the test: every subscription that was started, and from where. */
function openStream(after = 0) {
  const { clock, world: environment } = fakeEnvironment();
  const starts: { after: number; handlers: SubscriptionHandlers<Item>; stopped: boolean }[] = [];
  const applied: number[] = [];
  const endings: string[] = [];
  const options: DurableSubscriptionOptions<Item> = {
    after,
    start(from, handlers) {
      const subscription = { after: from, handlers, stopped: false };
      starts.push(subscription);
      return { unsubscribe: () => void (subscription.stopped = true) };
    },
    onItem: ({ no }) => void applied.push(no),
    onResync: () => void endings.push("resync"),
    onRefused: (reason) => void endings.push(reason),
  };
  const following = openDurableSubscription(options, environment);
  const current = () => {
    const subscription = starts.at(-1);
    if (!subscription) throw new Error("never started");
    return subscription;
  };
  return {
    clock,
    starts,
    applied,
    endings,
    following,
    current,
    say: (prev: number, no: number) => current().handlers.onData({ data: { prev, no } }),
    fail: (data: object) => current().handlers.onError(Object.assign(new Error("no"), { data })),
  };
}

describe("following a stream", () => {
  test("begins where it is told to", () => {
    expect(openStream(7).current().after).toBe(7);
  });

  test("applies each item once", () => {
    const { say, applied } = openStream();
    say(0, 1);
    say(0, 1);
    say(1, 2);

    expect(applied).toEqual([1, 2]);
  });

  test("asks again at a hole instead of stepping over it", () => {
    const { say, applied, starts, current } = openStream();
    say(0, 1);
    say(2, 3);

    expect(applied).toEqual([1]);
    expect(starts[0]?.stopped).toBe(true);
    expect(current().after).toBe(1);
  });

  test("waits longer and longer when the holes go on", async () => {
    const { say, starts, clock } = openStream();
    say(2, 3);
    say(2, 3);

    expect(starts.length).toBe(2);
    await clock.pass(249);
    expect(starts.length).toBe(2);
    await clock.pass(1);
    expect(starts.length).toBe(3);
  });

  test("asks again from its own cursor when it fails, whyever", async () => {
    const { say, current, starts, clock } = openStream();
    say(0, 4);
    for (let times = 0; times < 5; times += 1) {
      current().handlers.onError(new Error("no"));
      await clock.pass(8_000);
    }

    expect(starts.map(({ after }) => after)).toEqual([0, 4, 4, 4, 4, 4]);
  });

  test("asks again when the server stumbles or ends the stream", async () => {
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

  test("is over when it is told to start afresh", async () => {
    const { fail, endings, starts, clock } = openStream();
    fail({ code: "PRECONDITION_FAILED", httpStatus: 412, refusal: "resync" });
    await clock.pass(60_000);

    expect(endings).toEqual(["resync"]);
    expect(starts.length).toBe(1);
  });

  test("is over when it is refused, and says why", async () => {
    const { fail, endings, starts, clock } = openStream();
    fail({ code: "NOT_FOUND", httpStatus: 404, refusal: "session-unknown" });
    await clock.pass(60_000);

    expect(endings).toEqual(["session-unknown"]);
    expect(starts.length).toBe(1);
  });

  test("hears nothing from a subscription it has given up", () => {
    const { say, starts, applied } = openStream();
    const first = starts[0]?.handlers;
    say(2, 3);
    first?.onData({ data: { prev: 0, no: 1 } });
    first?.onError(new Error("no answer"));

    expect(applied).toEqual([]);
    expect(starts.length).toBe(2);
  });

  test("is silent once it is unsubscribed, even between two tries", async () => {
    const { following, say, starts, clock } = openStream();
    say(2, 3);
    say(2, 3);
    following.unsubscribe();
    await clock.pass(60_000);

    expect(starts.length).toBe(2);
  });

  test("asks again for an item that could not be applied", () => {
    const starts: number[] = [];
    let handlers: SubscriptionHandlers<Item> | null = null;
    openDurableSubscription<Item>({
      after: 3,
      start(after, given) {
        starts.push(after);
        handlers = given;
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

/** What may happen to a stream between two of its items. */
const mishap = fc.constantFrom("none", "none", "duplicate", "drop", "swap", "lost", "stumble", "ended");

test("whatever is dropped, doubled, reordered or cut, each item is applied once and in order", async () => {
  const scene = fc.record({
    count: fc.integer({ min: 1, max: 40 }),
    mishaps: fc.array(mishap, { maxLength: 80 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ count, mishaps }) => {
      const stream = openStream();
      const pending = [...mishaps];
      for (let tries = 0; stream.applied.length < count && tries < 1_000; tries += 1) {
        const subscription = stream.current();
        if (!subscription.stopped) play(stream, count, pending);
        await stream.clock.pass(8_000);
      }

      expect(stream.applied).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    }),
    { numRuns: 200 },
  );
});

/** The server's part: yields everything after the subscription's cursor, with a mishap between items. */
function play(stream: ReturnType<typeof openStream>, count: number, mishaps: string[]): void {
  const { handlers, after } = stream.current();
  const say = (no: number) => {
    if (no <= count) handlers.onData({ data: { prev: no - 1, no } });
  };
  for (let no = after + 1; no <= count; no += 1) {
    const what = mishaps.shift();
    if (what === "lost") return handlers.onError(new Error("no answer"));
    if (what === "ended") return handlers.onStopped();
    if (what === "stumble")
      return handlers.onError(Object.assign(new Error(), { data: { httpStatus: 500 } }));
    if (what === "swap") say(no + 1);
    if (what !== "drop") say(no);
    if (what === "duplicate") say(no);
  }
}
