import { expect, test } from "bun:test";
import { RawWebSocketClient } from "../testing/raw-websocket-client.ts";
import { startTrpcSocket } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";
import { recordingWebSocket } from "../testing/recording-websocket.ts";

test("a query is answered", async () => {
  await using world = startTrpcSocket();

  expect(await world.connect().api.echo.query({ text: "hello", list: [1, 2] })).toEqual({
    text: "hello",
    list: [1, 2],
  });
});

test("a mutation is run and answered", async () => {
  await using world = startTrpcSocket();

  const length = await world.connect().api.write.mutate("a line");

  expect(length).toBe(world.diary.indexOf("wrote a line") + 1);
});

test("calls made in one turn travel in one frame", async () => {
  await using world = startTrpcSocket();
  const watched = recordingWebSocket();
  const { api } = world.connect("ada", { WebSocket: watched.WebSocket });

  const answers = await Promise.all([api.echo.query(1), api.echo.query(2), api.echo.query(3)]);

  const [, ...frames] = watched.sent;
  expect({ answers, frames: frames.length }).toEqual({ answers: [1, 2, 3], frames: 1 });
});

test("a value that JSON does not know passes through the router's transformer", async () => {
  const transformer = {
    serialize: (value: unknown) => (value instanceof Date ? { at: value.getTime() } : value),
    deserialize: (value: unknown) =>
      typeof value === "object" && value !== null && "at" in value ? new Date(Number(value.at)) : value,
  };
  await using world = startTrpcSocket({ transformer });
  const date = new Date(86_400_000);

  expect(await world.connect().api.echo.query(date)).toEqual(date);
});

test("what an async generator yields arrives in order, and then its end", async () => {
  await using world = startTrpcSocket();
  const received: string[] = [];

  world.connect().api.letters.subscribe(undefined, {
    onData: (letter) => void received.push(letter),
    onComplete: () => void received.push("end"),
  });
  await until(() => received.includes("end"));

  expect(received).toEqual(["a", "b", "end"]);
});

test("what an observable emits arrives, and then its end", async () => {
  await using world = startTrpcSocket();
  const received: string[] = [];

  world.connect().api.observed.subscribe(undefined, {
    onData: (value) => void received.push(value),
    onComplete: () => void received.push("end"),
  });
  await until(() => received.includes("end"));

  expect(received).toEqual(["seen", "end"]);
});

test("an error of a procedure arrives as the router's formatter shaped it, without a stack", async () => {
  await using world = startTrpcSocket();

  const error: unknown = await world
    .connect()
    .api.fail.query()
    .catch((caught: unknown) => caught);

  expect(error).toMatchObject({ message: "no", data: { code: "CONFLICT", isFormatted: true } });
  expect(JSON.stringify(error)).not.toContain("stack");
});

test("an error in the middle of a subscription arrives as the router's formatter shaped it", async () => {
  await using world = startTrpcSocket();
  const received: unknown[] = [];

  world.connect().api.breakOff.subscribe(undefined, {
    onData: (value) => void received.push(value),
    onError: ({ data }) => void received.push(data),
  });
  await until(() => received.length === 2);

  expect(received).toMatchObject(["one", { code: "CONFLICT", isFormatted: true }]);
});

test("a subscription cut in the middle goes on from its last event, with no gap and nothing twice", async () => {
  await using world = startTrpcSocket();
  const watched = recordingWebSocket();
  const { api } = world.connect("ada", { WebSocket: watched.WebSocket });
  const received: number[] = [];

  api.count.subscribe(
    { to: 5000, pad: 400 },
    {
      onData({ data }) {
        received.push(data.n);
        if (data.n === 100 || data.n === 2000) watched.sockets.at(-1)?.close();
      },
    },
  );
  await until(() => received.at(-1) === 5000);

  expect(watched.sockets.length).toBe(3);
  expect(received).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1));
});

test("what a client says about itself reaches the context, and only there", async () => {
  await using world = startTrpcSocket();

  expect(await world.connect("ben").api.whoAmI.query()).toBe("ben");
});

test("a client that says nothing about itself gets a context of its own", async () => {
  await using world = startTrpcSocket();

  expect(await world.connect(null).api.whoAmI.query()).toBe("somebody");
});

test("a client's ping is answered", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  client.send("PING");
  await until(() => client.texts.length > 0);

  expect(client.texts).toEqual(["PONG"]);
});

test("a client that unsubscribes ends its procedure, and the connection stays", async () => {
  await using world = startTrpcSocket();
  const { api } = world.connect();

  const subscription = api.follow.subscribe(undefined, { onData: () => subscription.unsubscribe() });
  await until(() => world.diary.includes("follower ended"));

  expect(world.diary.slice(-2)).toEqual(["follower aborted", "follower ended"]);
  expect(world.socket.count()).toBe(1);
});

test("a stream that says that `return` ends it is ended by it while it waits, once", async () => {
  await using world = startTrpcSocket();
  const { api } = world.connect();

  const subscription = api.quiet.subscribe(undefined, { onData: () => subscription.unsubscribe() });
  await until(() => world.diary.includes("quiet ended"));
  await api.echo.query(1);

  expect(world.diary.filter((line) => line === "quiet ended")).toHaveLength(1);
});

test("a client that goes ends its procedures", async () => {
  await using world = startTrpcSocket();
  const { api, wsClient } = world.connect();

  api.follow.subscribe(undefined, { onData: () => void wsClient.close() });
  await until(() => world.diary.includes("follower ended"));

  expect(world.diary).toContain("follower aborted");
});

test("a call whose id is 0 is answered like any other", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  client.send(JSON.stringify({ id: 0, method: "query", params: { path: "echo", input: "zero" } }));
  await until(() => client.texts.length > 0);

  expect(client.messages).toEqual([{ id: 0, result: { type: "data", data: "zero" } }]);
});

test.each(["not json", "{", "null", "7", '"text"', "[null]", '[{"id":1}]', '{"id":null,"method":"query"}'])(
  "the frame %p is refused and the next one is served",
  async (garbage) => {
    await using world = startTrpcSocket();
    await using client = new RawWebSocketClient(world.url);

    client.send(garbage);
    client.send(JSON.stringify({ id: 1, method: "query", params: { path: "echo", input: "still here" } }));
    await until(() => client.texts.length === 2);

    expect(client.messages).toMatchObject([
      { id: null, error: { data: { code: "PARSE_ERROR" } } },
      { id: 1, result: { data: "still here" } },
    ]);
  },
);

test("what is called a subscription and is none is not run", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  client.send(JSON.stringify({ id: 1, method: "subscription", params: { path: "write", input: "a line" } }));
  client.send(JSON.stringify({ id: 2, method: "subscription", params: { path: 7 } }));
  client.send(JSON.stringify({ id: 3, method: "subscription", params: { path: "letters", lastEventId: 7 } }));
  await until(() => client.texts.length === 3);

  expect(client.messages).toMatchObject([
    { id: 1, error: { data: { code: "NOT_FOUND" } } },
    { error: { data: { code: "PARSE_ERROR" } } },
    { error: { data: { code: "PARSE_ERROR" } } },
  ]);
  expect(world.diary).not.toContain("wrote a line");
});

test("what has failed before it began has not stopped as well", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  client.send(JSON.stringify({ id: 1, method: "subscription", params: { path: "nowhere" } }));
  client.send(JSON.stringify({ id: 2, method: "subscription", params: { path: "breakOff" } }));
  await until(() => client.texts.length === 5);

  const first = client.texts.filter((text) => text.startsWith('{"id":1'));
  const second = client.texts.filter((text) => text.startsWith('{"id":2'));
  expect(first.map((text): unknown => JSON.parse(text))).toMatchObject([
    { error: { data: { code: "NOT_FOUND" } } },
  ]);
  expect(second.map((text): unknown => JSON.parse(text))).toMatchObject([
    { result: { type: "started" } },
    { result: { type: "data" } },
    { error: { data: { code: "CONFLICT" } } },
    { result: { type: "stopped" } },
  ]);
});

test("an empty batch is nothing, and the next frame is served", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  client.send("[]");
  client.send(JSON.stringify({ id: 1, method: "query", params: { path: "echo", input: "still here" } }));
  await until(() => client.texts.length > 0);

  expect(client.messages).toMatchObject([{ id: 1, result: { data: "still here" } }]);
});

test("a binary frame is refused and the next one is served", async () => {
  await using world = startTrpcSocket();
  await using client = new RawWebSocketClient(world.url);

  client.sendBinary(Buffer.from([0, 255, 1, 254]));
  client.send(JSON.stringify({ id: 1, method: "query", params: { path: "echo", input: "still here" } }));
  await until(() => client.texts.length === 2);

  expect(client.messages).toMatchObject([
    { id: null, error: {} },
    { id: 1, result: { data: "still here" } },
  ]);
});
