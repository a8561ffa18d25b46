import { describe, expect, test } from "bun:test";
import { RawWebSocketClient } from "../testing/raw-websocket-client.ts";
import { startTrpcSocket } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";

const query = (id: number, path = "echo") => JSON.stringify({ id, method: "query", params: { path } });
const greet = (who: string) => JSON.stringify({ method: "connectionParams", data: { who } });
const FROM = "192.0.2.1";

async function connected(url: string, headers: Record<string, string> = {}) {
  const client = new RawWebSocketClient(url, headers);
  await until(() => client.status !== 0);
  return client;
}

describe("the log of sockets", () => {
  test("names who is told to wait, by address range, and who is refused for what they did not do", async () => {
    await using world = startTrpcSocket({
      limits: { socketCalls: { capacity: 1, refillPerSecond: 1 }, callsInFlight: 1 },
    });
    await using client = await connected(world.url, { "x-test-address": "2001:db8:1:2::3" });
    client.send(`[${query(1)},${query(1)},${query(2)}]`);
    await until(() => client.texts.length === 3);

    // The id that is in use is a mistake of the client, and no flood.
    expect(world.events).toEqual([
      { kind: "slowed", what: "socket-too-many-in-flight", from: "2001:db8:1:2::/64" },
    ]);
    client.send(query(3));
    await until(() => world.events.length === 2);
    expect(world.events[1]).toMatchObject({ what: "socket-too-fast" });
  });

  test("names a caller with too many sockets, an address with too many, and another site's page", async () => {
    await using world = startTrpcSocket({
      socketsEach: 1,
      limits: { sockets: { perInstance: 10, perAddress: 2 } },
    });
    await using one = await connected(`${world.url}?connectionParams=1`);
    one.send(greet("ada"));
    await until(() => world.diary.includes("ada came"));
    await using second = await connected(`${world.url}?connectionParams=1`);
    second.send(greet("ada"));
    await until(() => world.events.length === 1);
    await until(() => second.isClosed);
    await using third = await connected(world.url);
    await using fourth = await connected(world.url);
    await using foreign = await connected(world.url, { origin: "http://evil.example" });

    expect([third.status, fourth.status, foreign.status]).toEqual([101, 429, 403]);
    expect(world.events).toEqual([
      { kind: "slowed", what: "sockets-of-one", from: FROM },
      { kind: "slowed", what: "sockets-of-an-address", from: FROM },
      { kind: "other-site", what: "socket", origin: "http://evil.example", from: FROM },
    ]);
  });

  test("names who is cut off for a flood", async () => {
    await using world = startTrpcSocket({ limits: { socketMisuse: { capacity: 1, refillPerSecond: 1 } } });
    await using client = await connected(world.url);
    for (const frame of ["PING", "PING"]) client.send(frame);
    await until(() => client.isClosed);

    expect(world.events).toEqual([{ kind: "slowed", what: "socket-closed", from: FROM }]);
  });
});

describe("what is reported of sockets", () => {
  test("is a crash with its place, and no error of a caller", async () => {
    await using world = startTrpcSocket();
    await using client = await connected(world.url);
    for (const frame of [query(1, "crash"), query(2, "fail"), query(3, "nowhere"), "not json"])
      client.send(frame);
    await until(() => client.texts.length === 4);

    expect(world.reports).toEqual(["socket crash: Error: password of the database"]);
  });

  test("is what goes wrong when somebody comes or leaves, and neither holds the connection up", async () => {
    await using world = startTrpcSocket({
      afterOpen() {
        throw new Error("no presence");
      },
      beforeLeave: () => Promise.reject(new Error("no absence")),
    });
    const client = await connected(world.url);
    client.send(query(1));
    await until(() => client.texts.length === 1);
    await client[Symbol.asyncDispose]();
    await until(() => world.reports.length === 2);

    expect(world.reports).toEqual(["socket open: Error: no presence", "socket close: Error: no absence"]);
  });
});

test("without limits by time and address nobody is slowed, and what one socket carries is limited still", async () => {
  const one = { capacity: 1, refillPerSecond: 1 };
  await using world = startTrpcSocket({
    rateLimits: "off",
    limits: { socketCalls: one, socketMisuse: one, sockets: { perInstance: 3, perAddress: 1 } },
  });
  await using first = await connected(world.url);
  await using second = await connected(world.url);
  for (const frame of ["PING", "PING", query(1), query(2), query(3)]) first.send(frame);
  await until(() => first.texts.length === 5);
  await using third = await connected(world.url);
  await using fourth = await connected(world.url);

  expect([second.status, third.status, fourth.status]).toEqual([101, 101, 503]);
  expect(first.texts.join()).not.toContain("error");
  expect(world.events).toEqual([]);
});

test("a client that says about itself what is no text is not let in", async () => {
  await using world = startTrpcSocket();
  await using client = await connected(`${world.url}?connectionParams=1`);
  client.send(JSON.stringify({ method: "connectionParams", data: { who: "ada", age: 7 } }));
  await until(() => client.isClosed);

  expect(world.diary).toEqual([]);
});

test("the context of a socket is made of its request, its address and how it came", async () => {
  const arrivals: unknown[] = [];
  await using world = startTrpcSocket({
    beforeContext: ({ transport, address, connectionParams, request }) =>
      void arrivals.push([transport, address, connectionParams, request.headers.get("cookie")]),
  });
  await using _ = await connected(world.url, { cookie: "session=1", "x-test-address": "198.51.100.4" });
  await until(() => arrivals.length === 1);

  expect(arrivals).toEqual([["socket", "198.51.100.4", null, "session=1"]]);
});

test("a caller who has greeted is limited like any other", async () => {
  await using world = startTrpcSocket({ limits: { callsPerBatch: 1 } });
  await using client = await connected(`${world.url}?connectionParams=1`);
  client.send(greet("ada"));
  client.send(`[${query(1)},${query(2)}]`);
  await until(() => client.texts.length === 2);

  expect(client.messages).toMatchObject([
    { id: 1, error: { data: { code: "BAD_REQUEST" } } },
    { id: 2, error: { data: { code: "BAD_REQUEST" } } },
  ]);
});

test("as many frames as may wait for the context are served", async () => {
  const gate = Promise.withResolvers<void>();
  await using world = startTrpcSocket({
    beforeContext: () => gate.promise,
    limits: { framesBeforeContext: 2 },
  });
  await using client = await connected(world.url);
  for (const frame of [query(1), query(2), "PING"]) client.send(frame);
  await until(() => client.texts.includes("PONG"));
  gate.resolve();
  await until(() => client.texts.length === 3);

  expect(client.isClosed).toBe(false);
});
