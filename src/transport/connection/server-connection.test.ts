import { describe, expect, test } from "bun:test";
import { openTestConnection } from "../testing/open-test-connection.ts";

describe("connecting", () => {
  test("begins with the first call, at once", async () => {
    const { sockets, state, want } = openTestConnection();
    expect(sockets.length).toBe(0);
    expect(state()).toEqual("idle");
    await want();

    expect(sockets.length).toBe(1);
    expect(state()).toEqual("connecting");
  });

  test("introduces itself before anything else", async () => {
    const { connected } = openTestConnection({ params: () => ({ token: "t" }) });
    const socket = await connected();

    expect(socket.url).toBe("ws://chat.example/trpc?connectionParams=1");
    expect(socket.methods()).toEqual(["connectionParams", "subscription"]);
    expect(socket.calls()[0]?.data).toEqual({ token: "t" });
  });

  test("says nothing about itself when it has nothing to say", async () => {
    const socket = await openTestConnection().connected();

    expect(socket.url).toBe("ws://chat.example/trpc");
    expect(socket.methods()).toEqual(["subscription"]);
  });

  test("waits between tries, longer and longer, up to 8 s", async () => {
    const { sockets, last, clock, want, state } = openTestConnection();
    await want();
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

  test("starts the waits anew only after a connection that held", async () => {
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
    last().say("hello");
    await clock.pass(4_999);
    last().say("hello again");
    await clock.pass(2);
    last().lose();

    expect(clock.untilNext()).toBe(125);
  });

  test("gives up a socket that does not open within 10 s", async () => {
    const { clock, want, state } = openTestConnection();
    await want();
    await clock.pass(10_000);

    expect(state()).toBe("waiting");
  });

  test("spreads wide when everybody was cut off together", async () => {
    const { clock, connected } = openTestConnection();
    const socket = await connected();
    socket.lose(1012);

    expect(clock.untilNext()).toBe(500);
  });

  test("says that it is offline when the browser does, and tries all the same", async () => {
    const { page, connected, state, clock, sockets } = openTestConnection();
    const socket = await connected();
    page.online = false;
    socket.lose();
    expect(state()).toEqual("offline");
    await clock.pass(8_000);

    expect(sockets.length).toBeGreaterThan(1);
  });

  test("tries at once when the network comes back", async () => {
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

  test("tells every change once", async () => {
    const { link: connection, connected, clock, last } = openTestConnection();
    const kinds: string[] = [];
    connection.onState((now) => void kinds.push(now));
    const socket = await connected();
    socket.lose();
    await clock.pass(125);
    last().open();

    expect(kinds).toEqual(["connecting", "open", "waiting", "connecting", "open"]);
  });
});

test("what is no message is passed over", async () => {
  const { connected, state } = openTestConnection();
  const socket = await connected();
  for (const noise of ["", "null", "[]", "{", "17", '"x"', "{}", '{"id":1}', '{"id":1,"result":7}'])
    socket.say(noise);

  expect(state()).toBe("open");
});
