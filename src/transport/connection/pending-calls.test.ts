import { describe, expect, test } from "bun:test";
import { isConnectionLost } from "../call-failure.ts";
import { outcomeOf, openTestConnection } from "../testing/open-test-connection.ts";
import { flushPromises } from "../testing/manual-clock.ts";

describe("a call", () => {
  test("travels with those of the same turn", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    void api.echo.query(1);
    void api.echo.query(2);
    await flushPromises();

    expect(socket.sent.at(-1)).toStartWith("[");
    expect(socket.calls().length).toBe(3);
  });

  test("travels with nine others at most", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    for (let calls = 0; calls < 11; calls += 1) void api.echo.query(calls);
    await flushPromises();

    expect(socket.sent.slice(1).map((frame) => [JSON.parse(frame)].flat().length)).toEqual([10, 1]);
  });

  test("is asked again on a new connection if it was a question", async () => {
    const { api, connected, last, clock } = openTestConnection();
    const socket = await connected();
    const answer = outcomeOf(api.echo.query("?"));
    await flushPromises();
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();
    const again = last()
      .calls()
      .find(({ method }) => method === "query");
    last().answer(again?.id ?? 0, "!");
    await flushPromises();

    expect(answer).toEqual({ is: "kept", value: "!" });
  });

  test("is lost with its connection if it was to change something, and never sent twice", async () => {
    const { api, connected, last, clock } = openTestConnection();
    const socket = await connected();
    const answer = outcomeOf(api.nested.write.mutate("once"));
    await flushPromises();
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(answer.is).toBe("broken");
    expect(isConnectionLost(answer.value)).toBe(true);
    expect(last().methods()).toEqual(["subscription"]);
  });

  test("waits 10 s for a connection if it is to change something", async () => {
    const { api, clock } = openTestConnection();
    const answer = outcomeOf(api.nested.write.mutate("patient"));
    await clock.pass(9_999);
    expect(answer.is).toBe("pending");
    await clock.pass(1);

    expect(isConnectionLost(answer.value)).toBe(true);
  });

  test("is sent when the connection comes in time, and not after it was given up", async () => {
    const { api, clock, last } = openTestConnection();
    const early = outcomeOf(api.nested.write.mutate("given up"));
    await clock.pass(5_000);
    void api.nested.write.mutate("in time");
    await clock.pass(4_000);
    last().lose();
    await clock.pass(1_000);
    expect(early.is).toBe("broken");
    last().open();
    await flushPromises();

    expect(
      last()
        .calls()
        .map(({ params }) => params.input),
    ).toEqual(["in time"]);
  });

  test("that nobody answers for 10 s means that the connection is dead", async () => {
    const { api, connected, clock, state } = openTestConnection();
    const socket = await connected();
    const answer = outcomeOf(api.nested.write.mutate("?"));
    for (let times = 0; times < 4; times += 1) {
      await clock.pass(2_499);
      socket.say("PONG");
    }
    expect(answer.is).toBe("pending");
    await clock.pass(4);

    expect(isConnectionLost(answer.value)).toBe(true);
    expect(state()).toBe("waiting");
  });

  test("may take longer when its caller says so", async () => {
    const { stock, connected, clock, state } = openTestConnection();
    const socket = await connected();
    const answer = outcomeOf(stock.echo.query("slow", { context: { timeoutMs: 60_000 } }));
    const alive = socket.say.bind(socket, "PONG");
    for (let times = 0; times < 12; times += 1) {
      await clock.pass(4_900);
      alive();
    }

    expect(answer.is).toBe("pending");
    expect(state()).toBe("open");
  });

  test("is not asked a third time after two connections fell silent over it", async () => {
    const { api, connected, last, clock, sockets } = openTestConnection();
    await connected();
    const answer = outcomeOf(api.echo.query("deadly"));
    await clock.pass(6_125);
    last().open();
    await clock.pass(5_999);
    expect(answer.is).toBe("pending");
    await clock.pass(1);

    expect(isConnectionLost(answer.value)).toBe(true);
    expect(sockets.length).toBe(2);
  });

  test("is not asked a third time after two connections answered everything but it", async () => {
    const { api, connected, last, clock } = openTestConnection();
    await connected();
    const answer = outcomeOf(api.echo.query("deadly"));
    const liveOn = async () => {
      for (let times = 0; times < 4; times += 1) {
        last().say("PONG");
        await clock.pass(2_500);
      }
    };
    await liveOn();
    await clock.pass(125);
    last().open();
    await liveOn();

    expect(isConnectionLost(answer.value)).toBe(true);
  });

  test("is asked as often as connections are lost by themselves", async () => {
    const { api, connected, last, clock } = openTestConnection();
    await connected();
    const answer = outcomeOf(api.echo.query("patient"));
    for (let times = 0; times < 5; times += 1) {
      last().lose();
      await clock.pass(clock.untilNext());
      last().open();
      await flushPromises();
    }

    expect(answer.is).toBe("pending");
    expect(last().methods()).toContain("query");
  });

  test("is forgotten when its signal is aborted", async () => {
    const { stock, connected } = openTestConnection();
    const socket = await connected();
    const abort = new AbortController();
    const unsent = outcomeOf(stock.echo.query("never sent", { signal: abort.signal }));
    abort.abort(new Error("enough"));
    await flushPromises();

    expect(unsent.is).toBe("broken");
    expect(socket.calls().length).toBe(1);
    expect(outcomeOf(stock.echo.query("too late", { signal: abort.signal })).is).toBe("pending");
    await flushPromises();
    expect(socket.calls().length).toBe(1);
  });

  test("that cannot be written as JSON fails alone", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    const bad = outcomeOf(api.echo.query(1n));
    void api.echo.query("good");
    await flushPromises();

    expect(bad.is).toBe("broken");
    expect(socket.calls().at(-1)?.params.input).toBe("good");
  });
});

describe("a subscription", () => {
  test("starts again with its input as it is by then", async () => {
    const { api, clock, last } = openTestConnection();
    let after = 1;
    api.numbers.subscribe(
      {
        get after() {
          return after;
        },
      },
      { onData() {} },
    );
    await flushPromises();
    last().open();
    await flushPromises();
    after = 5;
    last().lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(last().calls()[0]?.params.input).toEqual({ after: 5 });
  });

  test("remembers its last tracked id through items without one", async () => {
    const { connected, clock, last } = openTestConnection();
    const socket = await connected();
    const id = socket.calls()[0]?.id ?? 0;
    socket.say({ id, result: { type: "data", id: "42", data: { id: "42", data: {} } } });
    socket.say({ id, result: { type: "data", data: "a whisper" } });
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(last().calls()[0]?.params.lastEventId).toBe("42");
  });

  test("is told nothing of a lost connection: it starts again by itself", async () => {
    const { api, connected, clock, last } = openTestConnection();
    const socket = await connected();
    const handlers: unknown[] = [];
    api.numbers.subscribe({ after: 3 }, { onError: (error) => handlers.push(error) });
    await flushPromises();
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(handlers).toEqual([]);
    expect(
      last()
        .calls()
        .map(({ params }) => params.input),
    ).toEqual([{ after: 0 }, { after: 3 }]);
  });

  test("is told nothing once nobody listens, and never started again", async () => {
    const { api, connected, clock, last } = openTestConnection();
    const socket = await connected();
    const handlers: unknown[] = [];
    const { unsubscribe } = api.numbers.subscribe({ after: 3 }, { onData: (item) => handlers.push(item) });
    await flushPromises();
    const { id = 0 } = socket.calls()[1] ?? {};
    unsubscribe();
    socket.say({ id, result: { type: "data", id: "4", data: { id: "4", data: { prev: 3, no: 4 } } } });
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(handlers).toEqual([]);
    expect(last().calls().length).toBe(1);
  });

  test("is stopped on the server when nobody listens any more", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    const { unsubscribe } = api.numbers.subscribe({ after: 0 }, { onData() {} });
    await flushPromises();
    unsubscribe();

    expect(socket.calls().at(-1)).toEqual({
      id: socket.calls()[1]?.id ?? 0,
      method: "subscription.stop",
    } as never);
  });

  test("begun and given up in one turn is never sent", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    api.numbers.subscribe({ after: 0 }, { onData() {} }).unsubscribe();
    await flushPromises();

    expect(socket.calls().length).toBe(1);
  });
});
