import { expect, test } from "bun:test";
import { RawWebSocketClient } from "../testing/raw-websocket-client.ts";
import { startTrpcSocket } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";

async function request(url: string) {
  const client = new RawWebSocketClient(url);
  await until(() => client.status === 101);
  return client;
}

test("a peer that answers nothing, not even a ping, is let go", async () => {
  await using world = startTrpcSocket({ websocket: { idleTimeout: 8 } });
  await using silent = await request(world.url);

  await until(() => world.socket.count() === 0);
  await until(() => silent.isClosed);
}, 20_000);

test("a peer that answers nothing is let go however much it is told meanwhile", async () => {
  await using world = startTrpcSocket({ limits: { socketSilence: { everyMs: 20, rounds: 2 } } });
  await using silent = await request(world.url);
  const telling = setInterval(() => world.socket.notifyReconnect(), 5);

  await until(() => world.socket.count() === 0);
  clearInterval(telling);

  expect(silent.pings).toBe(1);
  expect(silent.texts.length).toBeGreaterThan(1);
});

test("a peer stays whose browser answers for it while its scripts sleep", async () => {
  await using world = startTrpcSocket({ limits: { socketSilence: { everyMs: 200, rounds: 1 } } });
  await using asleep = await request(world.url);
  asleep.answersPings = true;
  await until(() => asleep.pings === 3);

  expect(world.socket.count()).toBe(1);
});
