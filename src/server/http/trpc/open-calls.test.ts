import { describe, expect, test } from "bun:test";
import { type CallRefusal, OpenCalls } from "./open-calls.ts";

const call = (id: number | string, method = "query") => ({ id, method, params: { path: "echo" } });
const stop = (id: number) => ({ id, method: "subscription.stop" });

/** The open calls of a socket, with what was refused. */
function open({ callsPerBatch = 3, callsInFlight = 2, maxSubscriptions = 2, waitMs = 0 } = {}) {
  const calls = new OpenCalls({ callsPerBatch, callsInFlight });
  const refused: [unknown, CallRefusal][] = [];
  let taken = 0;
  const admit = (frame: unknown) =>
    calls
      .admit(frame, {
        maxSubscriptions,
        takeCall: () => ((taken += 1), waitMs),
        refuse: ({ id }, refusal) => void refused.push([id, refusal]),
      })
      .map(({ id }) => id);
  return { calls, refused, admit, taken: () => taken };
}

const answered = (id: number) => ({ id, result: { type: "data", data: 1 } });

describe("a frame", () => {
  test("is one call or several", () => {
    const { admit } = open();

    expect([admit(call(1)), admit([]), admit([call("a")])]).toEqual([[1], [], ["a"]]);
  });

  test.each([
    null,
    7,
    "text",
    [[null]],
    {},
    { id: null, method: "query" },
    { id: Infinity, method: "query" },
    { id: Number.NaN, method: "query" },
    { method: "query" },
    { id: 1 },
    { id: 1, method: "connectionParams" },
    [[call(1), { id: 2 }]],
  ])("that is not of the protocol is refused as a whole: %j", (frame) => {
    const { admit, refused } = open();

    expect(() => admit(frame)).toThrow("Not a message of the protocol");
    expect(refused).toEqual([]);
  });

  test("may hold so many calls; of one more none runs, and none is counted", () => {
    const { admit, refused, taken } = open({ callsInFlight: 10 });

    expect(admit([1, 2, 3, 4].map((id) => call(id)))).toEqual([]);
    expect(refused).toEqual([1, 2, 3, 4].map((id) => [id, { kind: "batch-too-large", max: 3 }]));
    expect([admit([1, 2, 3].map((id) => call(id))), taken()]).toEqual([[1, 2, 3], 3]);
  });

  test("may hold any number of stops beside them", () => {
    const { admit, refused } = open();
    const stops = [11, 12, 13, 14, 15].map(stop);

    expect(admit([...stops, call(1)])).toEqual([11, 12, 13, 14, 15, 1]);
    expect(refused).toEqual([]);
  });
});

describe("a call", () => {
  test("takes its place until it is answered", () => {
    const { admit, calls, refused } = open();
    expect(admit([call(1), call(2), call(3)])).toEqual([1, 2]);
    expect(refused).toEqual([[3, { kind: "too-many-in-flight", max: 2 }]]);

    calls.markAnswered(answered(1));
    expect(admit([call(4), call(5)])).toEqual([4]);
  });

  test("whose id is in use is refused, until that is answered", () => {
    const { admit, calls, refused } = open();
    admit(call(1));

    expect(admit(call(1, "subscription"))).toEqual([]);
    expect(refused).toEqual([[1, { kind: "id-in-use" }]]);
    calls.markAnswered(answered(1));
    expect(admit(call(1))).toEqual([1]);
  });

  test("that comes too fast is told when to come again", () => {
    const { admit, refused } = open({ waitMs: 1 });

    expect(admit(call(1))).toEqual([]);
    expect(refused).toEqual([[1, { kind: "too-fast", retryAfterMs: 1 }]]);
  });

  test("that is refused for another reason costs nothing of its rate", () => {
    const { admit, taken } = open({ callsInFlight: 1 });
    admit([call(1), call(1), call(2)]);

    expect(taken()).toBe(1);
  });

  test("is not ended by answers to others, nor by frames that answer none", () => {
    const { admit, calls } = open({ callsInFlight: 1 });
    admit(call(1));
    for (const other of [null, "PONG", {}, { id: null, method: "reconnect" }, answered(2)])
      calls.markAnswered(other);

    expect(admit(call(3))).toEqual([]);
  });
});

describe("a subscription", () => {
  test("takes a place of its own kind until it has stopped or failed, whatever it yields", () => {
    const { admit, calls, refused } = open({ maxSubscriptions: 2, callsInFlight: 1 });
    expect(admit([1, 2, 3].map((id) => call(id, "subscription")))).toEqual([1, 2]);
    expect(refused).toEqual([[3, { kind: "too-many-subscriptions", max: 2 }]]);
    expect(admit(call(4))).toEqual([4]);
    calls.markAnswered(answered(4));

    for (const type of ["started", "data"]) calls.markAnswered({ id: 1, result: { type } });
    expect(admit(call(5, "subscription"))).toEqual([]);
    calls.markAnswered({ id: 1, result: { type: "stopped" } });
    expect(admit(call(6, "subscription"))).toEqual([6]);
    calls.markAnswered({ id: 2, error: { code: -1 } });
    expect(admit([call(7, "subscription"), call(8, "subscription")])).toEqual([7]);
  });

  test("is none of those for whom there is no context yet", () => {
    const { admit } = open({ maxSubscriptions: 0 });

    expect([admit(call(1, "subscription")), admit(call(2))]).toEqual([[], [2]]);
  });
});
