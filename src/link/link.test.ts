import { describe, expect, test } from "bun:test";
import { isConnectionLost, readFailure } from "./failure.ts";
import { fate, openLink } from "./testing/open-link.ts";
import { settle } from "./testing/manual-clock.ts";

const UNAUTHORIZED = { code: -32001, message: "no", data: { code: "UNAUTHORIZED", httpStatus: 401 } };

describe("connecting", () => {
  test("begins with the first call, at once", async () => {
    const { sockets, state, want } = openLink();
    expect(sockets.length).toBe(0);
    expect(state()).toEqual("idle");
    await want();

    expect(sockets.length).toBe(1);
    expect(state()).toEqual("connecting");
  });

  test("introduces itself before anything else", async () => {
    const { connected } = openLink({ params: () => ({ token: "t" }) });
    const socket = await connected();

    expect(socket.url).toBe("ws://chat.example/trpc?connectionParams=1");
    expect(socket.calls().map(({ method }) => method)).toEqual(["connectionParams", "subscription"]);
    expect(socket.calls()[0]?.data).toEqual({ token: "t" });
  });

  test("says nothing about itself when it has nothing to say", async () => {
    const socket = await openLink().connected();

    expect(socket.url).toBe("ws://chat.example/trpc");
    expect(socket.calls().map(({ method }) => method)).toEqual(["subscription"]);
  });

  test("waits between tries, longer and longer, up to 8 s", async () => {
    const { sockets, last, clock, want, state } = openLink();
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
    const { last, clock, connected } = openLink();
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
    const { clock, want, state } = openLink();
    await want();
    await clock.pass(10_000);

    expect(state()).toBe("waiting");
  });

  test("spreads wide when everybody was cut off together", async () => {
    const { clock, connected } = openLink();
    const socket = await connected();
    socket.lose(1012);

    expect(clock.untilNext()).toBe(500);
  });

  test("says that it is offline when the browser does, and tries all the same", async () => {
    const { page, connected, state, clock, sockets } = openLink();
    const socket = await connected();
    page.online = false;
    socket.lose();
    expect(state()).toEqual("offline");
    await clock.pass(8_000);

    expect(sockets.length).toBeGreaterThan(1);
  });

  test("tries at once when the network comes back", async () => {
    const { page, connected, sockets, last, clock } = openLink();
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
    const { link, connected, clock, last } = openLink();
    const kinds: string[] = [];
    link.onState((now) => void kinds.push(now));
    const socket = await connected();
    socket.lose();
    await clock.pass(125);
    last().open();

    expect(kinds).toEqual(["connecting", "open", "waiting", "connecting", "open"]);
  });
});

describe("finding out that nobody is there", () => {
  test("asks after 4 s without a word, and waits 3 s for one", async () => {
    const { connected, clock, state } = openLink();
    const socket = await connected();
    socket.say("hello");
    await clock.pass(3_999);
    expect(socket.pings()).toBe(0);
    await clock.pass(1);
    expect(socket.pings()).toBe(1);
    await clock.pass(2_999);
    expect(state()).toBe("open");
    await clock.pass(1);

    expect(state()).toBe("waiting");
  });

  test("asks 3 s after a call that nobody has answered, minimised or not", async () => {
    const { api, connected, clock, link, state } = openLink();
    const socket = await connected();
    socket.say("hello");
    link.setPace(25_000);
    socket.say("PONG");
    await clock.pass(10_000);
    void fate(api.nested.write.mutate("?"));
    await clock.pass(2_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(1);
    expect(socket.pings()).toBe(2);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("is not put off by whoever goes on talking", async () => {
    const { api, connected, clock, state } = openLink();
    const socket = await connected();
    socket.say("hello");
    for (let seconds = 0; seconds < 6; seconds += 1) {
      expect(state()).toBe("open");
      void fate(api.nested.write.mutate(`${seconds}`));
      await clock.pass(1_000);
    }

    expect(state()).toBe("waiting");
  });

  test("asks 3 s after the last word as long as an answer is due, whatever else is heard", async () => {
    const { api, connected, clock, link, state } = openLink();
    const socket = await connected();
    socket.say("hello");
    link.setPace(25_000);
    socket.say("PONG");
    void fate(api.nested.write.mutate("?"));
    await clock.pass(1_000);
    socket.say("something else");
    await clock.pass(2_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(3_001);

    expect(state()).toBe("waiting");
  });

  test("asks less often again once the answer is there", async () => {
    const { api, connected, clock, link } = openLink();
    const socket = await connected();
    socket.say("hello");
    link.setPace(25_000);
    socket.say("PONG");
    void fate(api.nested.write.mutate("?"));
    await clock.pass(1_000);
    socket.answer(socket.calls().at(-1)?.id ?? 0, "!");
    await clock.pass(24_999);

    expect(socket.pings()).toBe(1);
  });

  test("does not take a call that takes its time for a dead connection, as long as pings are answered", async () => {
    const { api, connected, clock, link, state } = openLink();
    const socket = await connected();
    socket.say("hello");
    link.setPace(25_000);
    socket.say("PONG");
    void fate(api.nested.write.mutate("slow"));
    for (let times = 0; times < 3; times += 1) {
      await clock.pass(3_000);
      socket.say("PONG");
    }
    await clock.pass(999);

    expect(state()).toBe("open");
  });

  test("comes back to a server too slow for pings more and more seldom", async () => {
    const { connected, clock, last } = openLink();
    await connected();
    const waits: number[] = [];
    while (waits.length < 4) {
      last().say("hello, at last");
      await clock.pass(7_000);
      waits.push(clock.untilNext());
      await clock.pass(clock.untilNext());
      last().open();
      await settle();
    }

    expect(waits).toEqual([125, 250, 500, 1000]);
  });

  test("takes any word for an answer", async () => {
    const { connected, clock, state } = openLink();
    const socket = await connected();
    await clock.pass(3_000);
    expect(socket.pings()).toBe(1);
    socket.say({ id: 1, result: { type: "data", id: "1", data: { id: "1", data: { prev: 0, no: 1 } } } });
    await clock.pass(3_000);

    expect(state()).toBe("open");
  });

  test("asks nothing where there is always something to hear", async () => {
    const { connected, clock } = openLink();
    const socket = await connected();
    for (let times = 0; times < 10; times += 1) {
      socket.say("hello");
      await clock.pass(3_900);
    }

    expect(socket.pings()).toBe(0);
  });

  test("asks at once when it is minimised, and less often from then on", async () => {
    const { connected, clock, link } = openLink();
    const socket = await connected();
    socket.say("hello");
    link.setPace(25_000);
    expect(socket.pings()).toBe(1);
    socket.say("PONG");
    await clock.pass(24_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(1);

    expect(socket.pings()).toBe(2);
  });

  test("finds a connection dead within 3 s of waking", async () => {
    const { connected, clock, state } = openLink();
    const socket = await connected();
    socket.say("hello");
    await clock.sleep(3_600_000);
    expect(socket.pings()).toBe(1);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("does not blame the other side for having slept through its answer", async () => {
    const { connected, clock, state } = openLink();
    const socket = await connected();
    await clock.pass(3_000);
    expect(socket.pings()).toBe(1);
    await clock.sleep(3_600_000);
    expect(state()).toBe("open");
    expect(socket.pings()).toBe(2);
    socket.say("PONG");
    await clock.pass(4_000);

    expect(state()).toBe("open");
  });

  test("asks at once when somebody looks at the page again", async () => {
    const { connected, page, clock } = openLink();
    const socket = await connected();
    socket.say("hello");
    page.changed();
    expect(socket.pings()).toBe(1);
    await clock.pass(1_000);
    page.changed();

    expect(socket.pings()).toBe(1);
  });

  test("asks at once when the page wakes up, where the alarm has slept as well", async () => {
    const { connected, page, clock, state } = openLink();
    const socket = await connected();
    socket.say("hello");
    clock.oversleep(3_600_000);
    page.changed();
    expect(socket.pings()).toBe(1);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("answers when it is asked", async () => {
    const socket = await openLink().connected();
    socket.say("PING");

    expect(socket.sent.at(-1)).toBe("PONG");
  });
});

describe("moving to another socket", () => {
  test("happens within 2 s of the notice, and the old one serves until then", async () => {
    const { api, connected, sockets, last, clock, state } = openLink();
    const old = await connected();
    old.say({ id: null, method: "reconnect" });
    await clock.pass(999);
    expect(sockets.length).toBe(1);
    await clock.pass(1);
    expect(sockets.length).toBe(2);
    void api.echo.query("meanwhile");
    await settle();

    expect(old.calls().at(-1)?.params.input).toBe("meanwhile");
    expect(old.readyState).toBe(1);
    last().open();
    await settle();
    expect(
      last()
        .calls()
        .map(({ method }) => method),
    ).toEqual(["subscription"]);
    expect(state()).toBe("open");
  });

  test("waits on the old one for the answers still due, then closes it", async () => {
    const { api, connected, last, reconnect } = openLink();
    const old = await connected();
    const answer = fate(api.nested.write.mutate("due"));
    await settle();
    reconnect();
    last().open();
    await settle();
    expect(old.readyState).toBe(1);
    old.answer(old.calls().find(({ method }) => method === "mutation")?.id ?? 0, 1);
    await settle();

    expect(answer).toEqual({ is: "kept", value: 1 });
    expect(old.readyState).toBe(3);
  });

  test("sends nothing more over the old one when the caller has become somebody else", async () => {
    const { api, connected, last, reconnect } = openLink();
    const old = await connected();
    const before = old.calls().length;
    reconnect();
    void api.whoAmI.query();
    await settle();
    expect(old.calls().length).toBe(before);
    last().open();
    await settle();

    expect(
      last()
        .calls()
        .map(({ method }) => method),
    ).toContain("query");
  });

  test("goes on trying while the server turns newcomers away", async () => {
    const { connected, last, clock, sockets, state } = openLink();
    const old = await connected();
    old.say({ id: null, method: "reconnect" });
    await clock.pass(1_000);
    last().lose();
    expect(state()).toBe("open");
    old.lose(1012);
    await clock.pass(8_000);

    expect(sockets.length).toBeGreaterThan(2);
  });

  test("ignores what a replaced socket says, but for the answers still due", async () => {
    const { api, connected, last, reconnect, clock, sockets, state } = openLink();
    const heard: unknown[] = [];
    const old = await connected();
    api.numbers.subscribe({ after: 0 }, { onData: ({ id }) => heard.push(id) });
    const answer = fate(api.nested.write.mutate("due"));
    await settle();
    const { id = 0 } = old.calls()[1] ?? {};
    reconnect();
    last().open();
    await settle();
    old.say({ id: null, method: "reconnect" });
    old.say({ id, result: { type: "data", id: "1", data: { id: "1", data: { prev: 0, no: 1 } } } });
    old.lose(4401);
    await clock.pass(4_000);

    expect(heard).toEqual([]);
    expect(isConnectionLost(answer.value)).toBe(true);
    expect(sockets.length).toBe(2);
    expect(state()).toBe("open");
  });
});

describe("a refusal", () => {
  test("ends the calls with the server's error, and the tries", async () => {
    const { api, link, connected, clock, sockets, state } = openLink();
    const socket = await connected();
    const answer = fate(api.echo.query("?"));
    await settle();
    socket.say({ id: null, error: UNAUTHORIZED });
    socket.lose(4401);
    await clock.pass(60_000);

    expect(readFailure(answer.value)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    expect(state()).toBe("refused");
    expect(readFailure(link.refusal)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    expect(sockets.length).toBe(1);
  });

  test("keeps the subscriptions for when the link is told to try again", async () => {
    const { connected, last, reconnect } = openLink();
    const socket = await connected();
    socket.lose(4403);
    reconnect();
    last().open();
    await settle();

    expect(
      last()
        .calls()
        .map(({ method }) => method),
    ).toEqual(["subscription"]);
  });

  test("is no answer to a frame that was badly written", async () => {
    const { connected, state } = openLink();
    const socket = await connected();
    socket.say({
      id: null,
      error: { code: -32700, message: "?", data: { code: "PARSE_ERROR", httpStatus: 400 } },
    });

    expect(state()).toBe("open");
  });
});

test("what is no message is passed over", async () => {
  const { connected, state } = openLink();
  const socket = await connected();
  for (const noise of ["", "null", "[]", "{", "17", '"x"', "{}", '{"id":1}', '{"id":1,"result":7}'])
    socket.say(noise);

  expect(state()).toBe("open");
});
