import { expect, test } from "bun:test";
import { RawWebSocketClient } from "../testing/raw-websocket-client.ts";
import { startTrpcSocket } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";

const CONNECTIONS = 20;

const frame = (id: number, method: string, path: string) =>
  JSON.stringify({ id, method, params: { path, input: "again" } });

test("connections at rest are served as before when they ask again", async () => {
  await using world = startTrpcSocket({ socketsEach: CONNECTIONS });
  const clients = Array.from({ length: CONNECTIONS }, () => new RawWebSocketClient(world.url));
  await until(() => clients.every(({ status }) => status === 101));
  for (const client of clients) client.send(frame(1, "subscription", "follow"));
  await until(() => clients.every(({ texts }) => texts.length === 2));

  for (const client of clients) client.send(frame(2, "query", "echo"));
  await until(() => clients.every(({ texts }) => texts.length === 3));
  for (const client of clients) client.send(JSON.stringify({ id: 1, method: "subscription.stop" }));
  await until(() => clients.every(({ texts }) => texts.length === 4));

  expect(clients[0]?.messages.slice(2)).toEqual([
    { id: 2, result: { type: "data", data: "again" } },
    { id: 1, result: { type: "stopped" } },
  ]);
  expect(world.diary.filter((line) => line === "context")).toHaveLength(CONNECTIONS);
  for (const client of clients) await client[Symbol.asyncDispose]();
});
