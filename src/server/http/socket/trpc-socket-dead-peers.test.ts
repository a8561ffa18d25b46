import { expect, test } from "bun:test";
import { RawClient } from "../testing/raw-websocket-client.ts";
import { startSocketWorld } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";

async function knock(url: string) {
  const client = new RawClient(url);
  await until(() => client.status === 101);
  return client;
}

test("a peer that answers nothing, not even a ping, is let go", async () => {
  await using world = startSocketWorld({ websocket: { idleTimeout: 8 } });
  await using silent = await knock(world.url);

  await until(() => world.socket.count() === 0);
  await until(() => silent.isClosed);
}, 20_000);

test("a peer that answers nothing is let go however much it is told meanwhile", async () => {
  await using world = startSocketWorld({ limits: { socketSilence: { everyMs: 20, rounds: 2 } } });
  await using silent = await knock(world.url);
  const telling = setInterval(() => world.socket.notifyReconnect(), 5);

  await until(() => world.socket.count() === 0);
  clearInterval(telling);

  expect(silent.pings).toBe(1);
  expect(silent.texts.length).toBeGreaterThan(1);
});

test("a peer stays whose browser answers for it while its scripts sleep", async () => {
  await using world = startSocketWorld({ limits: { socketSilence: { everyMs: 200, rounds: 1 } } });
  await using asleep = await knock(world.url);
  asleep.answersPings = true;
  await until(() => asleep.pings === 3);

  expect(world.socket.count()).toBe(1);
});
