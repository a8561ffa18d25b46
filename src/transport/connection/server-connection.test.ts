import { describe, expect, test } from "bun:test";
import { openTestConnection } from "../testing/open-test-connection.ts";
import { PING_INTERVAL_MINIMISED_MS, PING_INTERVAL_MS } from "./server-connection.ts";

describe("connecting", () => {
  test("starts immediately with the first call", async () => {
    const { sockets, state, subscribe } = openTestConnection();
    expect(sockets.length).toBe(0);
    expect(state()).toEqual("idle");
    await subscribe();

    expect(sockets.length).toBe(1);
    expect(state()).toEqual("connecting");
  });

  test("sends the connection params first", async () => {
    const { connected } = openTestConnection({ params: () => ({ token: "t" }) });
    const socket = await connected();

    expect(socket.url).toBe("ws://chat.example/trpc?connectionParams=1");
    expect(socket.methods()).toEqual(["connectionParams", "subscription"]);
    expect(socket.calls()[0]?.data).toEqual({ token: "t" });
  });

  test("sends no connection params if there are none", async () => {
    const socket = await openTestConnection().connected();

    expect(socket.url).toBe("ws://chat.example/trpc");
    expect(socket.methods()).toEqual(["subscription"]);
  });

  test("waits between tries, longer and longer, up to 8 s", async () => {
    const { sockets, last, clock, subscribe, state } = openTestConnection();
    await subscribe();
    const waits: number[] = [];
    for (let tries = 1; tries <= 8; tries += 1) {
      last().lose();
      expect(state()).toBe("waiting");
      waits.push(clock.untilNext());
      await clock.pass(8_000);
      expect(sockets.length).toBe(tries + 1);
    }

    expect(waits).toEqual([125, 250, 500, 1000, 2000, 4000, 4000, 4000]);
  });

  test("resets the back-off only after a stable connection", async () => {
    const { last, clock, connected } = openTestConnection();
    await connected();
    last().lose();
    await clock.pass(500);
    last().open();
    await clock.pass(1_000);
    last().lose();
    expect(clock.untilNext()).toBe(250);
    await clock.pass(500);
    last().open();
    await clock.pass(4_999);
    last().receive("hello");
    await clock.pass(4_999);
    last().receive("hello again");
    await clock.pass(2);
    last().lose();

    expect(clock.untilNext()).toBe(125);
  });

  test("gives up on a socket that does not open within 10 s", async () => {
    const { clock, subscribe, state } = openTestConnection();
    await subscribe();
    await clock.pass(10_000);

    expect(state()).toBe("waiting");
  });

  test("waits longer when the server closed all connections", async () => {
    const { clock, connected } = openTestConnection();
    const socket = await connected();
    socket.lose(1012);

    expect(clock.untilNext()).toBe(500);
  });

  test("reports offline when the browser does, and keeps trying", async () => {
    const { page, connected, state, clock, sockets } = openTestConnection();
    const socket = await connected();
    page.online = false;
    socket.lose();
    expect(state()).toEqual("offline");
    await clock.pass(8_000);

    expect(sockets.length).toBeGreaterThan(1);
  });

  test("tries at once when the network is back", async () => {
    const { page, connected, sockets, last, clock } = openTestConnection();
    await connected();
    for (let times = 0; times < 6; times += 1) {
      last().lose();
      await clock.pass(4_000);
    }
    last().lose();
    const before = sockets.length;
    page.changed();

    expect(sockets.length).toBe(before + 1);
  });

  test("reports every change once", async () => {
    const { connection, connected, clock, last } = openTestConnection();
    const kinds: string[] = [];
    connection.onState((now) => void kinds.push(now));
    const socket = await connected();
    socket.lose();
    await clock.pass(125);
    last().open();

    expect(kinds).toEqual(["connecting", "open", "waiting", "connecting", "open"]);
  });
});

test("invalid messages are ignored", async () => {
  const { connected, state } = openTestConnection();
  const socket = await connected();
  for (const noise of ["", "null", "[]", "{", "17", '"x"', "{}", '{"id":1}', '{"id":1,"result":7}'])
    socket.receive(noise);

  expect(state()).toBe("open");
});

describe("a server that is overloaded", () => {
  test.each([
    [1006, 125, 250],
    [1012, 500, 1_000],
    [4429, 500, 1_000],
  ])("after close code %d is tried again after up to %d and then %d ms", async (code, first, second) => {
    const { clock, connected, last } = openTestConnection();
    await connected();
    last().lose(code);
    expect(clock.untilNext()).toBe(first);
    await clock.pass(first);
    last().lose(code);

    expect(clock.untilNext()).toBe(second);
  });
});

test("minimised, the connection is pinged every 25 s, and otherwise every 4 s", () => {
  expect([PING_INTERVAL_MS, PING_INTERVAL_MINIMISED_MS]).toEqual([4_000, 25_000]);
});

test("nothing connects before the first call, whatever is asked", () => {
  const { connection, reconnect, state, sockets } = openTestConnection();
  reconnect();
  connection.setPingInterval(1);

  expect([state(), sockets.length]).toEqual(["idle", 0]);
});

describe("the state of a connection", () => {
  test("is published when it changes, and not when the network changes and it does not", async () => {
    const { connection, connected, page } = openTestConnection();
    await connected();
    const states: string[] = [];
    connection.onState((state) => states.push(state));
    page.changed();

    expect(states).toEqual([]);
  });

  test("is offline as soon as the browser says so, also during a fresh attempt", async () => {
    const { connection, subscribe, page } = openTestConnection();
    await subscribe();
    const states: string[] = [];
    connection.onState((state) => states.push(state));
    page.online = false;
    page.changed();

    expect(states).toEqual(["offline"]);
  });
});
