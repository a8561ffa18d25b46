import { expect, test } from "bun:test";
import { heapStats } from "bun:jsc";
import { LIMITS } from "../limits/limits.ts";
import { RawWebSocketClient } from "../testing/raw-websocket-client.ts";
import { startTrpcSocket } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";

function query(id: number, input: unknown = id): object {
  return { id, method: "query", params: { path: "echo", input } };
}

function follow(id: number): object {
  return { id, method: "subscription", params: { path: "follow", input: `follower ${id}` } };
}

const send = (client: RawWebSocketClient, message: unknown) => client.send(JSON.stringify(message));

/** The ids answered so far, each with its answer: `data`, `started`, `stopped` or the code of an error. */
function answers(client: RawWebSocketClient): [unknown, unknown][] {
  return client.messages.map((message) => {
    const { id, result, error } = message as {
      id: unknown;
      result?: { type: string };
      error?: { data: { code: string } };
    };
    return [id, error?.data.code ?? result?.type];
  });
}

test("ten calls fit in one frame", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  send(
    client,
    Array.from({ length: 10 }, (_, id) => query(id)),
  );
  await until(() => client.texts.length === 10);

  expect(answers(client).every(([, type]) => type === "data")).toBe(true);
});

test("of eleven calls in one frame none runs, and each is told why", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  const writes = Array.from({ length: 11 }, (_, id) => ({
    id,
    method: "mutation",
    params: { path: "write" },
  }));
  send(client, writes);
  await until(() => client.texts.length === 11);

  expect(answers(client)).toEqual(writes.map(({ id }) => [id, "BAD_REQUEST"]));
  expect(client.messages[0]).toMatchObject({ error: { message: "At most 10 calls fit in one batch." } });
  expect(world.diary).not.toContain("wrote nothing");
});

test("a frame of twenty thousand calls runs none of them", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  send(
    client,
    Array.from({ length: 20_000 }, (_, id) => ({ id, method: "mutation", params: { path: "write" } })),
  );
  await until(() => client.isClosed);

  expect(world.diary).not.toContain("wrote nothing");
});

test("stops do not count as calls: a page with many subscriptions can be left in one frame", async () => {
  await using world = startTrpcSocket({ subscriptions: 12 });
  await using client = new RawWebSocketClient(world.url);
  const ids = Array.from({ length: 12 }, (_, id) => id);
  for (const id of ids) send(client, follow(id));
  await until(() => ids.every((id) => world.diary.includes(`follower ${id} began`)));

  send(
    client,
    ids.map((id) => ({ id, method: "subscription.stop" })),
  );
  await until(() => ids.every((id) => world.diary.includes(`follower ${id} ended`)));

  expect(world.socket.count()).toBe(1);
});

test("a connection carries as many subscriptions as its caller may have, and a stopped one makes room", async () => {
  await using world = startTrpcSocket({ subscriptions: 2 });
  await using client = new RawWebSocketClient(world.url);

  for (const id of [1, 2, 3]) send(client, follow(id));
  await until(() => answers(client).some(([id]) => id === 3));
  send(client, { id: 1, method: "subscription.stop" });
  await until(() => answers(client).some(([, type]) => type === "stopped"));
  send(client, follow(4));
  await until(() => world.diary.includes("follower 4 began"));

  expect(answers(client)).toContainEqual([3, "TOO_MANY_REQUESTS"]);
  expect(world.diary).not.toContain("follower 3 began");
});

test("an id in use cannot be used again to slip past the limits", async () => {
  await using world = startTrpcSocket({ subscriptions: 1 });
  await using client = new RawWebSocketClient(world.url);
  send(client, follow(1));
  await until(() => world.diary.includes("follower 1 began"));

  send(client, [query(1), follow(1)]);
  send(client, follow(2));
  await until(() => answers(client).some(([id]) => id === 2));

  expect(answers(client).filter(([, type]) => type !== "started" && type !== "data")).toEqual([
    [1, "BAD_REQUEST"],
    [1, "BAD_REQUEST"],
    [2, "TOO_MANY_REQUESTS"],
  ]);
});

test("only so many calls may wait for their answer at once", async () => {
  await using world = startTrpcSocket({ limits: { callsInFlight: 2 } });
  await using client = new RawWebSocketClient(world.url);

  send(
    client,
    [1, 2, 3].map((id) => ({ id, method: "query", params: { path: "waitForever" } })),
  );
  await until(() => client.texts.length === 1);

  expect(answers(client)).toEqual([[3, "TOO_MANY_REQUESTS"]]);
});

test("a hurried caller is told how long to wait, keeps the connection, and is served after that", async () => {
  await using world = startTrpcSocket({ limits: { socketCalls: { capacity: 2, refillPerSecond: 1 } } });
  await using client = new RawWebSocketClient(world.url);

  send(client, [query(1), query(2), query(3)]);
  await until(() => client.texts.length === 3);
  world.clock.at += 1000;
  send(client, query(4));
  await until(() => client.texts.length === 4);

  const refused = client.messages.find((message) => (message as { id: number }).id === 3);
  expect(refused).toMatchObject({
    error: { data: { code: "TOO_MANY_REQUESTS", httpStatus: 429, retryAfterMs: 1000, isFormatted: true } },
  });
  expect(answers(client).at(-1)).toEqual([4, "data"]);
});

test("a flood that ignores its refusals ends the connection", async () => {
  const limits = {
    socketCalls: { capacity: 1, refillPerSecond: 1 },
    socketMisuse: { capacity: 5, refillPerSecond: 1 },
  };
  await using world = startTrpcSocket({ limits });
  await using client = new RawWebSocketClient(world.url);

  for (let id = 0; id < 20; id += 1) send(client, query(id));
  await until(() => client.isClosed);

  expect(client.closeCode).toBe(4429);
});

test("a flood of pings ends the connection", async () => {
  await using world = startTrpcSocket({ limits: { socketMisuse: { capacity: 5, refillPerSecond: 1 } } });
  await using client = new RawWebSocketClient(world.url);

  for (let n = 0; n < 20; n += 1) client.send("PING");
  await until(() => client.isClosed);

  expect(client.closeCode).toBe(4429);
});

test("a frame of the greatest length is served", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);
  const frame = JSON.stringify(query(1, ""));

  send(client, query(1, "x".repeat(LIMITS.bodyBytes - frame.length)));
  await until(() => client.texts.length === 1);

  expect(answers(client)).toEqual([[1, "data"]]);
});

test("a longer frame ends the connection as too large", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  send(client, query(1, "x".repeat(LIMITS.bodyBytes)));
  await until(() => client.isClosed);

  expect(client.closeCode).toBe(1009);
});

test("a reader who does not read is cut off, and what it had read has no hole", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);
  await until(() => world.socket.count() === 1);
  client.stopReading();

  send(client, {
    id: 1,
    method: "subscription",
    params: { path: "count", input: { to: 50_000, pad: 4000 } },
  });
  await until(() => world.socket.count() === 0);
  client.readOn();
  await until(() => client.isClosed);

  const numbers = client.messages
    .map((message) => (message as { result: { data?: { data: { n: number } } } }).result.data?.data.n)
    .filter((n) => n !== undefined);
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test("a long subscription keeps nothing of the events it has delivered", async () => {
  await using world = startTrpcSocket();
  const { api } = world.connect();
  let received = 0;
  const deliver = (to: number) => {
    received = 0;
    return api.count.subscribe({ to }, { onData: () => void (received += 1) });
  };
  deliver(5000);
  await until(() => received === 5000);
  const little = heapAfterCleaning();

  // Deliver while it is still open: anything retained would be retained now.
  const open = deliver(45_000);
  await until(() => received === 45_000);

  // The garbage of a burst is collected eventually; retained objects never would be.
  await until(() => (heapAfterCleaning() - little) / 45_000 < 40);
  open.unsubscribe();
});

function heapAfterCleaning(): number {
  Bun.gc(true);
  return heapStats().heapSize;
}

test("a crowd that comes at once is let in a few at a time; whoever would wait behind too many is sent away", async () => {
  await using world = startTrpcSocket({
    limits: { connectPace: { atOnce: 2, everyMs: 1_000, maxWaiting: 1 } },
  });
  await using first = new RawWebSocketClient(world.url);
  await using second = new RawWebSocketClient(world.url);
  await until(() => first.status === 101 && second.status === 101);

  await using third = new RawWebSocketClient(world.url);
  await until(() => world.socket.count() === 3);
  await using fourth = new RawWebSocketClient(world.url);
  await until(() => fourth.status !== 0);

  expect([third.status, fourth.status]).toEqual([0, 503]);
  await until(() => third.status === 101);
});
