import { expect, test } from "bun:test";
import { RawWebSocketClient } from "../testing/raw-websocket-client.ts";
import { startTrpcSocket } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";
import { recordingWebSocket } from "../testing/recording-websocket.ts";

const write = (id: number, text: string) =>
  JSON.stringify({ id, method: "mutation", params: { path: "write", input: text } });

const greet = (who: string) => JSON.stringify({ method: "connectionParams", data: { who } });

async function request(url: string, headers: Record<string, string> = {}) {
  const client = new RawWebSocketClient(url, headers);
  await until(() => client.status !== 0);
  return client;
}

test("a caller who is not let in runs nothing and is sent away as unauthorized", async () => {
  await using world = startTrpcSocket();
  await using client = await request(`${world.url}?connectionParams=1`);

  client.send(greet("stranger"));
  client.send(write(1, "an intrusion"));
  await until(() => client.isClosed);
  client.send(write(2, "another"));

  expect(client.closeCode).toBe(4401);
  expect(client.messages).toMatchObject([
    { id: null, error: { data: { code: "UNAUTHORIZED" } } },
    { id: 1, error: { data: { code: "UNAUTHORIZED" } } },
  ]);
  expect(world.diary).toEqual(["context"]);
});

test("when we fail to say who is calling, nothing runs and nothing of the reason leaves", async () => {
  await using world = startTrpcSocket();
  await using client = await request(`${world.url}?connectionParams=1`);

  client.send(greet("accident"));
  client.send(write(1, "an intrusion"));
  await until(() => client.isClosed);

  expect(client.closeCode).toBe(1011);
  expect(client.texts.join()).not.toContain("fire");
  expect(world.diary).toEqual(["context"]);
  expect(world.reports).toContain("socket context: Error: database is on fire");
});

test("a greeting that cannot be read ends the connection", async () => {
  await using world = startTrpcSocket();
  await using client = await request(`${world.url}?connectionParams=1`);

  client.send("not json");
  await until(() => client.isClosed);

  expect(client.closeCode).toBe(1008);
  expect(world.diary).toEqual([]);
});

test("a caller who announces a greeting and stays silent is sent away, pings or not, and may come back", async () => {
  await using world = startTrpcSocket({ limits: { handshakeMs: 30 } });
  await using client = await request(`${world.url}?connectionParams=1`);

  client.send("PING");
  await until(() => client.isClosed);

  expect(client.closeCode).toBe(4408);
});

test("calls that come while the context is being made wait for it, in order", async () => {
  const gate = Promise.withResolvers<void>();
  await using world = startTrpcSocket({ beforeContext: () => gate.promise });
  await using client = await request(world.url);
  for (const id of [1, 2, 3]) client.send(write(id, `line ${id}`));
  client.send("PING");
  await until(() => client.texts.includes("PONG"));

  gate.resolve();
  await until(() => client.texts.length === 4);

  expect(world.diary).toEqual(["context", "somebody came", "wrote line 1", "wrote line 2", "wrote line 3"]);
});

test("a crowd of frames before the context is made ends the connection", async () => {
  const gate = Promise.withResolvers<void>();
  await using world = startTrpcSocket({
    beforeContext: () => gate.promise,
    limits: { framesBeforeContext: 3 },
  });
  await using client = await request(world.url);

  for (const id of [1, 2, 3, 4]) client.send(write(id, "early"));
  await until(() => client.isClosed);
  gate.resolve();

  expect(client.closeCode).toBe(1008);
  expect(world.diary).toEqual(["context"]);
});

test("who comes and goes is told once each, in that order", async () => {
  await using world = startTrpcSocket();
  const { api, wsClient } = world.connect("ada");
  await api.whoAmI.query();

  await wsClient.close();
  await until(() => world.diary.includes("ada left"));

  expect(world.diary).toEqual(["context", "ada came", "ada left"]);
});

test("who is gone before being known neither came nor left", async () => {
  const gate = Promise.withResolvers<void>();
  await using world = startTrpcSocket({ beforeContext: () => gate.promise });
  const client = await request(world.url);
  await until(() => world.diary.includes("context"));

  await client[Symbol.asyncDispose]();
  await until(() => world.socket.count() === 0);
  gate.resolve();
  await world.socket.drain(0);

  expect(world.diary).toEqual(["context"]);
});

test.each([
  ["http://evil.example", 403],
  ["http://chat.example.evil.example", 403],
  ["http://chat.example:81", 403],
  ["https://chat.example", 403],
  ["null", 403],
  ["http://chat.example", 101],
])("a page of origin %p gets %p", async (origin, status) => {
  await using world = startTrpcSocket();
  await using client = await request(world.url, { origin });

  expect(client.status).toBe(status);
});

test("a request that is no upgrade is told what this address speaks", async () => {
  await using world = startTrpcSocket();

  const response = await fetch(world.url.replace("ws:", "http:"));

  expect([response.status, response.headers.get("upgrade")]).toEqual([426, "websocket"]);
});

test("one address gets so many sockets, a neighbour in its network shares them, another address does not", async () => {
  await using world = startTrpcSocket({ limits: { sockets: { perInstance: 10, perAddress: 1 } } });
  const first = await request(world.url, { "x-test-address": "2001:db8:1:2::3" });

  await using second = await request(world.url, { "x-test-address": "2001:db8:1:2::4" });
  await using other = await request(world.url, { "x-test-address": "2001:db8:1:3::3" });

  await first[Symbol.asyncDispose]();
  await until(() => world.socket.count() === 1);
  await using third = await request(world.url, { "x-test-address": "2001:db8:1:2::5" });

  expect([second.status, other.status, third.status]).toEqual([429, 101, 101]);
});

test("a full house says so, and when to come back, and has room again when somebody leaves", async () => {
  await using world = startTrpcSocket({ limits: { sockets: { perInstance: 1, perAddress: 10 } } });
  const first = await request(world.url);

  const response = await fetch(world.url.replace("ws:", "http:"), {
    headers: { upgrade: "websocket", connection: "Upgrade" },
  });
  await first[Symbol.asyncDispose]();
  await until(() => world.socket.count() === 0);
  await using next = await request(world.url);

  expect([response.status, response.headers.get("retry-after"), next.status]).toEqual([503, "6", 101]);
});

test("one caller gets so many sockets, and one given back can be had again", async () => {
  await using world = startTrpcSocket({ socketsEach: 1 });
  const first = world.connect("ada");
  await first.api.whoAmI.query();
  await using second = await request(`${world.url}?connectionParams=1`);

  second.send(greet("ada"));
  await until(() => second.isClosed);
  await first.wsClient.close();
  await until(() => world.socket.count() === 0);

  expect(second.closeCode).toBe(4429);
  expect(await world.connect("ada").api.whoAmI.query()).toBe("ada");
});

test("the sockets of one caller can be closed, and nobody else's", async () => {
  await using world = startTrpcSocket();
  const watched = recordingWebSocket();
  const ada = world.connect("ada", { WebSocket: watched.WebSocket });
  const ben = world.connect("ben");
  await Promise.all([ada.api.whoAmI.query(), ben.api.whoAmI.query()]);
  ada.api.follow.subscribe(undefined, {});
  await until(() => world.diary.includes("follower began"));

  const closed = world.socket.closeWhere(({ who }) => who === "ada", 4401, "revoked");
  await until(() => watched.closeCodes.length > 0 && world.diary.includes("follower ended"));

  expect([closed, watched.closeCodes]).toEqual([1, [4401]]);
  expect(world.diary).not.toContain("ben left");
});

test("a caller revoked while the context is being made does not slip in", async () => {
  const gate = Promise.withResolvers<void>();
  await using world = startTrpcSocket({ beforeContext: () => gate.promise });
  await using client = await request(`${world.url}?connectionParams=1`);
  client.send(greet("ada"));
  client.send(write(1, "an intrusion"));
  await until(() => world.diary.includes("context"));

  world.socket.closeWhere(({ who }) => who === "ada", 4401, "revoked");
  gate.resolve();
  await until(() => client.isClosed);

  expect([client.closeCode, world.diary]).toEqual([4401, ["context"]]);
});

test("a reconnect notice moves a client to a new connection without losing or repeating an event", async () => {
  await using world = startTrpcSocket();
  const watched = recordingWebSocket();
  const { api } = world.connect("ada", { WebSocket: watched.WebSocket });
  const received: number[] = [];

  api.count.subscribe(
    { to: 3000, pad: 1000 },
    {
      onData({ data }) {
        received.push(data.n);
        if (data.n === 10) world.socket.notifyReconnect();
      },
    },
  );
  await until(() => received.at(-1) === 3000);

  expect(received).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1));
  expect(watched.sockets.length).toBe(2);
});

test("a drain refuses newcomers, tells the others, waits, and closes who stays as restarting", async () => {
  await using world = startTrpcSocket();
  await using stayer = await request(world.url);
  stayer.send(write(1, "a line"));
  await until(() => stayer.texts.length === 1);

  const drained = world.socket.drain(30);
  await using newcomer = await request(world.url);
  await drained;
  await until(() => stayer.isClosed);

  expect(newcomer.status).toBe(503);
  expect(stayer.messages.at(-1)).toEqual({ id: null, method: "reconnect" });
  expect(stayer.closeCode).toBe(1012);
  expect(world.diary.at(-1)).toBe("somebody left");
});

test("a drain is over only when every leave has been told", async () => {
  const gate = Promise.withResolvers<void>();
  await using world = startTrpcSocket({ beforeLeave: () => gate.promise });
  await using client = await request(world.url);
  client.send(write(1, "a line"));
  await until(() => client.texts.length === 1);

  const drained = world.socket.drain(0).then(() => world.diary.push("drained"));
  await until(() => client.isClosed);
  gate.resolve();
  await drained;

  expect(world.diary.slice(-2)).toEqual(["somebody left", "drained"]);
});

test("a drain is over as soon as everybody has gone", async () => {
  await using world = startTrpcSocket();
  const client = await request(world.url);
  client.send(write(1, "a line"));
  await until(() => client.texts.length === 1);

  const drained = world.socket.drain(60_000);
  await client[Symbol.asyncDispose]();
  await drained;

  expect(world.socket.count()).toBe(0);
});
