import { expect, test } from "bun:test";
import { RawWebSocketClient } from "../testing/raw-websocket-client.ts";
import { startTrpcSocket } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";

const QUERY = JSON.stringify({ id: 1, method: "query", params: { path: "whoAmI" } });

test("the first thing a server says on a connection is its build", async () => {
  await using world = startTrpcSocket({ build: "abc" });
  await using client = new RawWebSocketClient(world.url);
  await until(() => client.status !== 0);

  client.send(QUERY);
  await until(() => client.texts.length === 2);

  expect(client.messages).toMatchObject([
    { method: "build", build: "abc" },
    { id: 1, result: { data: "somebody" } },
  ]);
});

test("a client that knows nothing of builds is served as before", async () => {
  await using world = startTrpcSocket({ build: "abc" });
  const { api } = world.connect("ada");

  expect(await api.whoAmI.query()).toBe("ada");
});

test("whoever is not let in is not told the build", async () => {
  await using world = startTrpcSocket({ build: "abc" });
  await using client = new RawWebSocketClient(`${world.url}?connectionParams=1`);
  await until(() => client.status !== 0);

  client.send(JSON.stringify({ method: "connectionParams", data: { who: "stranger" } }));
  await until(() => client.isClosed);

  expect(client.messages).not.toContainEqual(expect.objectContaining({ method: "build" }));
});
