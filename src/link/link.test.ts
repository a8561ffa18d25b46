import { describe, expect, test } from "bun:test";
import { createDirectClient } from "./direct-client.ts";
import { isConnectionLost, readFailure } from "./failure.ts";
import { fakeSockets } from "./testing/fake-socket.ts";
import { ManualClock, settle } from "./testing/manual-clock.ts";
import type { TestRouter } from "./testing/test-router.ts";

const UNAUTHORIZED = { code: -32001, message: "no", data: { code: "UNAUTHORIZED", httpStatus: 401 } };

/** A client whose server, clock, chance and network are the test. */
function open({ params = () => null }: { params?: () => Record<string, string> | null } = {}) {
  const clock = new ManualClock();
  const net = fakeSockets();
  const page = { online: true, changed: () => {} };
  const { client, ...control } = createDirectClient<TestRouter>({
    url: "ws://chat.example/trpc",
    params,
    clock,
    random: () => 0.5,
    WebSocket: net.WebSocket,
    surroundings: {
      online: () => page.online,
      watch(changed) {
        page.changed = changed;
        return () => {};
      },
    },
  });
  /** A subscription that never hears anything: it makes the link want a connection. */
  const want = async () => {
    client.numbers.subscribe({ after: 0 }, { onData() {} });
    await settle();
  };
  const connected = async () => {
    await want();
    net.last().open();
    await settle();
    return net.last();
  };
  return { ...net, ...control, clock, page, api: client, want, connected };
}

/** What became of a promise, so far. */
function fate(promise: Promise<unknown>): { is: "pending" | "kept" | "broken"; value: unknown } {
  const seen: ReturnType<typeof fate> = { is: "pending", value: undefined };
  promise.then(
    (value) => Object.assign(seen, { is: "kept", value }),
    (value: unknown) => Object.assign(seen, { is: "broken", value }),
  );
  return seen;
}

describe("connecting", () => {
  test("begins with the first call, at once", async () => {
    const { sockets, state, want } = open();
    expect(sockets.length).toBe(0);
    expect(state()).toEqual({ kind: "closed" });
    await want();

    expect(sockets.length).toBe(1);
    expect(state()).toEqual({ kind: "connecting" });
  });

  test("introduces itself before anything else", async () => {
    const { connected } = open({ params: () => ({ token: "t" }) });
    const socket = await connected();

    expect(socket.url).toBe("ws://chat.example/trpc?connectionParams=1");
    expect(socket.calls().map(({ method }) => method)).toEqual(["connectionParams", "subscription"]);
    expect(socket.calls()[0]?.data).toEqual({ token: "t" });
  });

  test("says nothing about itself when it has nothing to say", async () => {
    const socket = await open().connected();

    expect(socket.url).toBe("ws://chat.example/trpc");
    expect(socket.calls().map(({ method }) => method)).toEqual(["subscription"]);
  });

  test("waits between tries, longer and longer, up to 8 s", async () => {
    const { sockets, last, clock, want, state } = open();
    await want();
    const waits: number[] = [];
    for (let tries = 1; tries <= 8; tries += 1) {
      last().lose();
      const now = state();
      waits.push(now.kind === "waiting" ? now.retryAt - clock.now() : Number.NaN);
      await clock.pass(8_000);
      expect(sockets.length).toBe(tries + 1);
    }

    expect(waits).toEqual([125, 4000, 4000, 4000, 4000, 4000, 4000, 4000]);
  });

  test("starts the waits anew only after a connection that held", async () => {
    const { last, clock, connected, state } = open();
    const wait = () => {
      const now = state();
      return now.kind === "waiting" ? now.retryAt - clock.now() : Number.NaN;
    };
    await connected();
    last().lose();
    await clock.pass(500);
    last().open();
    await clock.pass(1_000);
    last().lose();
    expect(wait()).toBe(4_000);
    await clock.pass(4_000);
    last().open();
    await clock.pass(9_999);
    last().say("hello");
    await clock.pass(1);
    last().lose();

    expect(wait()).toBe(125);
  });

  test("gives up a socket that does not open within 10 s", async () => {
    const { clock, want, state } = open();
    await want();
    await clock.pass(10_000);

    expect(state().kind).toBe("waiting");
  });

  test("spreads wide when everybody was cut off together", async () => {
    const { clock, connected, state } = open();
    const socket = await connected();
    socket.lose(1012);

    expect(state()).toEqual({ kind: "waiting", retryAt: clock.now() + 4_000 });
  });

  test("comes back when its greeting did not arrive in time", async () => {
    const { clock, connected, state, sockets } = open();
    const socket = await connected();
    socket.lose(4408);
    expect(state().kind).toBe("waiting");
    await clock.pass(250);

    expect(sockets.length).toBe(2);
  });

  test("says that it is offline when the browser does, and tries all the same", async () => {
    const { page, connected, state, clock, sockets } = open();
    const socket = await connected();
    page.online = false;
    socket.lose();
    expect(state()).toEqual({ kind: "offline" });
    await clock.pass(8_000);

    expect(sockets.length).toBeGreaterThan(1);
  });

  test("tries at once when the network comes back", async () => {
    const { page, connected, sockets, last, clock } = open();
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
    const { onState, connected, clock, last } = open();
    const kinds: string[] = [];
    const stop = onState(({ kind }) => void kinds.push(kind));
    const socket = await connected();
    socket.lose();
    await clock.pass(125);
    last().open();
    stop();
    last().lose();

    expect(kinds).toEqual(["connecting", "open", "waiting", "connecting", "open"]);
  });
});

describe("finding out that nobody is there", () => {
  test("asks every 10 s, and waits 5 s for any word", async () => {
    const { connected, clock, state } = open();
    const socket = await connected();
    await clock.pass(10_000);
    expect(socket.pings()).toBe(1);
    await clock.pass(4_999);
    expect(state().kind).toBe("open");
    await clock.pass(1);

    expect(state().kind).toBe("waiting");
  });

  test("takes any word for an answer", async () => {
    const { connected, clock, state } = open();
    const socket = await connected();
    await clock.pass(12_000);
    socket.say({ id: 1, result: { type: "data", id: "1", data: { id: "1", data: { prev: 0, no: 1 } } } });
    await clock.pass(5_000);

    expect(state().kind).toBe("open");
  });

  test("asks less often when it is minimised", async () => {
    const { connected, clock, setPace } = open();
    const socket = await connected();
    setPace(25_000);
    await clock.pass(24_999);
    expect(socket.pings()).toBe(0);
    await clock.pass(1);

    expect(socket.pings()).toBe(1);
  });

  test("finds a connection dead within 2 s of waking", async () => {
    const { connected, clock, state } = open();
    const socket = await connected();
    await clock.sleep(3_600_000);
    expect(socket.pings()).toBe(1);
    await clock.pass(2_000);

    expect(state().kind).toBe("waiting");
  });

  test("does not blame the other side for having slept through its answer", async () => {
    const { connected, clock, state } = open();
    const socket = await connected();
    await clock.pass(10_000);
    await clock.sleep(3_600_000);
    expect(state().kind).toBe("open");
    socket.say("PONG");
    await clock.pass(2_000);

    expect(state().kind).toBe("open");
  });

  test("asks at once when somebody looks at the page again", async () => {
    const { connected, page } = open();
    const socket = await connected();
    page.changed();

    expect(socket.pings()).toBe(1);
  });

  test("answers when it is asked", async () => {
    const socket = await open().connected();
    socket.say("PING");

    expect(socket.sent.at(-1)).toBe("PONG");
  });
});

describe("a call", () => {
  test("travels with those of the same turn", async () => {
    const { api, connected } = open();
    const socket = await connected();
    void api.echo.query(1);
    void api.echo.query(2);
    await settle();

    expect(socket.sent.at(-1)).toStartWith("[");
    expect(socket.calls().length).toBe(3);
  });

  test("travels with nine others at most", async () => {
    const { api, connected } = open();
    const socket = await connected();
    for (let calls = 0; calls < 11; calls += 1) void api.echo.query(calls);
    await settle();

    expect(socket.sent.slice(1).map((frame) => [JSON.parse(frame)].flat().length)).toEqual([10, 1]);
  });

  test("is asked again on a new connection if it was a question", async () => {
    const { api, connected, last, clock } = open();
    const socket = await connected();
    const answer = fate(api.echo.query("?"));
    await settle();
    socket.lose();
    await clock.pass(125);
    last().open();
    await settle();
    const again = last()
      .calls()
      .find(({ method }) => method === "query");
    last().answer(again?.id ?? 0, "!");
    await settle();

    expect(answer).toEqual({ is: "kept", value: "!" });
  });

  test("is lost with its connection if it was to change something, and never sent twice", async () => {
    const { api, connected, last, clock } = open();
    const socket = await connected();
    const answer = fate(api.nested.write.mutate("once"));
    await settle();
    socket.lose();
    await clock.pass(125);
    last().open();
    await settle();

    expect(answer.is).toBe("broken");
    expect(isConnectionLost(answer.value)).toBe(true);
    expect(
      last()
        .calls()
        .map(({ method }) => method),
    ).toEqual(["subscription"]);
  });

  test("waits 10 s for a connection if it is to change something", async () => {
    const { api, clock } = open();
    const answer = fate(api.nested.write.mutate("patient"));
    await clock.pass(9_999);
    expect(answer.is).toBe("pending");
    await clock.pass(1);

    expect(isConnectionLost(answer.value)).toBe(true);
  });

  test("is sent when the connection comes in time, and not after it was given up", async () => {
    const { api, clock, last } = open();
    const early = fate(api.nested.write.mutate("given up"));
    await clock.pass(5_000);
    void api.nested.write.mutate("in time");
    await clock.pass(4_000);
    last().lose();
    await clock.pass(1_000);
    expect(early.is).toBe("broken");
    last().open();
    await settle();

    expect(
      last()
        .calls()
        .map(({ params }) => params.input),
    ).toEqual(["in time"]);
  });

  test("that nobody answers for 10 s means that the connection is dead", async () => {
    const { api, connected, clock, state } = open();
    const socket = await connected();
    const answer = fate(api.nested.write.mutate("?"));
    await clock.pass(9_000);
    socket.say("PONG");
    await clock.pass(1_000);

    expect(isConnectionLost(answer.value)).toBe(true);
    expect(state().kind).toBe("waiting");
  });

  test("may take longer when its caller says so", async () => {
    const { api, connected, clock, state } = open();
    const socket = await connected();
    const answer = fate(api.echo.query("slow", { context: { timeoutMs: 60_000 } }));
    const alive = socket.say.bind(socket, "PONG");
    for (let times = 0; times < 5; times += 1) {
      await clock.pass(10_000);
      alive();
    }

    expect(answer.is).toBe("pending");
    expect(state().kind).toBe("open");
  });

  test("is not asked a third time after two connections died of it", async () => {
    const { api, connected, last, clock } = open();
    await connected();
    const answer = fate(api.echo.query("deadly"));
    await clock.pass(10_000);
    await clock.pass(125);
    last().open();
    await clock.pass(10_000);

    expect(isConnectionLost(answer.value)).toBe(true);
  });

  test("is forgotten when its signal is aborted", async () => {
    const { api, connected } = open();
    const socket = await connected();
    const abort = new AbortController();
    const unsent = fate(api.echo.query("never sent", { signal: abort.signal }));
    abort.abort(new Error("enough"));
    await settle();

    expect(unsent).toEqual({ is: "broken", value: new Error("enough") });
    expect(socket.calls().length).toBe(1);
    expect(fate(api.echo.query("too late", { signal: abort.signal })).is).toBe("pending");
    await settle();
    expect(socket.calls().length).toBe(1);
  });

  test("that cannot be written as JSON fails alone", async () => {
    const { api, connected } = open();
    const socket = await connected();
    const bad = fate(api.echo.query(1n));
    void api.echo.query("good");
    await settle();

    expect(bad.is).toBe("broken");
    expect(socket.calls().at(-1)?.params.input).toBe("good");
  });
});

describe("a subscription", () => {
  test("starts again with its input as it is by then", async () => {
    const { api, clock, last } = open();
    let after = 1;
    api.numbers.subscribe(
      {
        get after() {
          return after;
        },
      },
      { onData() {} },
    );
    await settle();
    last().open();
    await settle();
    after = 5;
    last().lose();
    await clock.pass(125);
    last().open();
    await settle();

    expect(last().calls()[0]?.params.input).toEqual({ after: 5 });
  });

  test("remembers its last tracked id through items without one", async () => {
    const { connected, clock, last } = open();
    const socket = await connected();
    const id = socket.calls()[0]?.id ?? 0;
    socket.say({ id, result: { type: "data", id: "42", data: { id: "42", data: {} } } });
    socket.say({ id, result: { type: "data", data: "a whisper" } });
    socket.lose();
    await clock.pass(125);
    last().open();
    await settle();

    expect(last().calls()[0]?.params.lastEventId).toBe("42");
  });

  test("is told of the loss if it keeps its own cursor", async () => {
    const { api, connected } = open();
    const socket = await connected();
    const told: unknown[] = [];
    api.numbers.subscribe(
      { after: 0 },
      { context: { ownCursor: true }, onError: (error) => told.push(isConnectionLost(error)) },
    );
    await settle();
    socket.lose();
    await settle();

    expect(told).toEqual([true]);
  });

  test("is told nothing once nobody listens, not even of a loss in the same turn", async () => {
    const { api, connected } = open();
    const socket = await connected();
    const told: unknown[] = [];
    const { unsubscribe } = api.numbers.subscribe(
      { after: 0 },
      { context: { ownCursor: true }, onError: (error) => told.push(error) },
    );
    await settle();
    socket.lose();
    unsubscribe();
    await settle();

    expect(told).toEqual([]);
  });

  test("is stopped on the server when nobody listens any more", async () => {
    const { api, connected } = open();
    const socket = await connected();
    const { unsubscribe } = api.numbers.subscribe({ after: 0 }, { onData() {} });
    await settle();
    unsubscribe();

    expect(socket.calls().at(-1)).toEqual({
      id: socket.calls()[1]?.id ?? 0,
      method: "subscription.stop",
    } as never);
  });

  test("begun and given up in one turn is never sent", async () => {
    const { api, connected } = open();
    const socket = await connected();
    api.numbers.subscribe({ after: 0 }, { onData() {} }).unsubscribe();
    await settle();

    expect(socket.calls().length).toBe(1);
  });
});

describe("moving to another socket", () => {
  test("happens within 4 s of the notice, and the old one serves until then", async () => {
    const { api, connected, sockets, last, clock, state } = open();
    const old = await connected();
    old.say({ id: null, method: "reconnect" });
    await clock.pass(1_999);
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
    expect(state().kind).toBe("open");
  });

  test("waits on the old one for the answers still due, then closes it", async () => {
    const { api, connected, last, reconnect } = open();
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
    const { api, connected, last, reconnect } = open();
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
    const { connected, last, clock, sockets, state } = open();
    const old = await connected();
    old.say({ id: null, method: "reconnect" });
    await clock.pass(2_000);
    last().lose();
    expect(state().kind).toBe("open");
    old.lose(1012);
    await clock.pass(8_000);

    expect(sockets.length).toBeGreaterThan(2);
  });

  test("ignores what a replaced socket says, but for the answers still due", async () => {
    const { api, connected, last, reconnect, clock, sockets, state } = open();
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
    await clock.pass(5_000);

    expect(heard).toEqual([]);
    expect(isConnectionLost(answer.value)).toBe(true);
    expect(sockets.length).toBe(2);
    expect(state().kind).toBe("open");
  });
});

describe("a refusal", () => {
  test("ends the calls with the server's error, and the tries", async () => {
    const { api, connected, clock, sockets, state } = open();
    const socket = await connected();
    const answer = fate(api.echo.query("?"));
    await settle();
    socket.say({ id: null, error: UNAUTHORIZED });
    socket.lose();
    await clock.pass(60_000);

    expect(readFailure(answer.value)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    expect(state()).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    expect(sockets.length).toBe(1);
  });

  test("keeps the subscriptions for when the link is told to try again", async () => {
    const { connected, last, reconnect } = open();
    const socket = await connected();
    socket.say({ id: null, error: UNAUTHORIZED });
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
    const { connected, state } = open();
    const socket = await connected();
    socket.say({
      id: null,
      error: { code: -32700, message: "?", data: { code: "PARSE_ERROR", httpStatus: 400 } },
    });

    expect(state().kind).toBe("open");
  });
});

test("what is no message is passed over", async () => {
  const { connected, state } = open();
  const socket = await connected();
  for (const noise of ["", "null", "[]", "{", "17", '"x"', "{}", '{"id":1}', '{"id":1,"result":7}'])
    socket.say(noise);

  expect(state().kind).toBe("open");
});
