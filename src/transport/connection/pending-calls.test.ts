import { describe, expect, test } from "bun:test";
import { isConnectionLost } from "../call-failure.ts";
import { outcomeOf, openTestConnection } from "../testing/open-test-connection.ts";
import { flushPromises } from "../testing/manual-clock.ts";

describe("a call", () => {
  test("is sent in one frame with others of the same turn", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    void api.echo.query(1);
    void api.echo.query(2);
    await flushPromises();

    expect(socket.sent.at(-1)).toStartWith("[");
    expect(socket.calls().length).toBe(3);
  });

  test("is sent in one frame with nine others at most", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    for (let calls = 0; calls < 11; calls += 1) void api.echo.query(calls);
    await flushPromises();

    expect(socket.sent.slice(1).map((frame) => [JSON.parse(frame)].flat().length)).toEqual([10, 1]);
  });

  test("is sent again on a new connection if it is a query", async () => {
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

    expect(answer).toEqual({ is: "resolved", value: "!" });
  });

  test("fails with its connection if it is a mutation, and is never sent twice", async () => {
    const { api, connected, last, clock } = openTestConnection();
    const socket = await connected();
    const answer = outcomeOf(api.nested.write.mutate("once"));
    await flushPromises();
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(answer.is).toBe("rejected");
    expect(isConnectionLost(answer.value)).toBe(true);
    expect(last().methods()).toEqual(["subscription"]);
  });

  test("waits 10 s for a connection if it is a mutation", async () => {
    const { api, clock } = openTestConnection();
    const answer = outcomeOf(api.nested.write.mutate("patient"));
    await clock.pass(9_999);
    expect(answer.is).toBe("pending");
    await clock.pass(1);

    expect(isConnectionLost(answer.value)).toBe(true);
  });

  test("is sent when the connection opens in time, and not after it timed out", async () => {
    const { api, clock, last } = openTestConnection();
    const early = outcomeOf(api.nested.write.mutate("timed out"));
    await clock.pass(5_000);
    void api.nested.write.mutate("in time");
    await clock.pass(4_000);
    last().lose();
    await clock.pass(1_000);
    expect(early.is).toBe("rejected");
    last().open();
    await flushPromises();

    expect(
      last()
        .calls()
        .map(({ params }) => params.input),
    ).toEqual(["in time"]);
  });

  test("without an answer for 10 s makes the connection count as dead", async () => {
    const { api, connected, clock, state } = openTestConnection();
    const socket = await connected();
    const answer = outcomeOf(api.nested.write.mutate("?"));
    for (let times = 0; times < 4; times += 1) {
      await clock.pass(2_499);
      socket.receive("PONG");
    }
    expect(answer.is).toBe("pending");
    await clock.pass(4);

    expect(isConnectionLost(answer.value)).toBe(true);
    expect(state()).toBe("waiting");
  });

  test("has a longer timeout if its caller sets one", async () => {
    const { stock, connected, clock, state } = openTestConnection();
    const socket = await connected();
    const answer = outcomeOf(stock.echo.query("slow", { context: { timeoutMs: 60_000 } }));
    const receivePong = socket.receive.bind(socket, "PONG");
    for (let times = 0; times < 12; times += 1) {
      await clock.pass(4_900);
      receivePong();
    }

    expect(answer.is).toBe("pending");
    expect(state()).toBe("open");
  });

  test("is not sent a third time after two connections went silent on it", async () => {
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

  test("is not sent a third time after two connections answered only pings", async () => {
    const { api, connected, last, clock } = openTestConnection();
    await connected();
    const answer = outcomeOf(api.echo.query("deadly"));
    const answerPings = async () => {
      for (let times = 0; times < 4; times += 1) {
        last().receive("PONG");
        await clock.pass(2_500);
      }
    };
    await answerPings();
    await clock.pass(125);
    last().open();
    await answerPings();

    expect(isConnectionLost(answer.value)).toBe(true);
  });

  test("is sent again as often as connections close", async () => {
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

  test("is dropped when its signal is aborted", async () => {
    const { stock, connected } = openTestConnection();
    const socket = await connected();
    const abort = new AbortController();
    const unsent = outcomeOf(stock.echo.query("never sent", { signal: abort.signal }));
    abort.abort(new Error("enough"));
    await flushPromises();

    expect(unsent.is).toBe("rejected");
    expect(socket.calls().length).toBe(1);
    expect(outcomeOf(stock.echo.query("too late", { signal: abort.signal })).is).toBe("pending");
    await flushPromises();
    expect(socket.calls().length).toBe(1);
  });

  test("that cannot be serialized as JSON fails alone", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    const bad = outcomeOf(api.echo.query(1n));
    void api.echo.query("good");
    await flushPromises();

    expect(bad.is).toBe("rejected");
    expect(socket.calls().at(-1)?.params.input).toBe("good");
  });
});

describe("a subscription", () => {
  test("restarts with the current value of its input", async () => {
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

  test("keeps its last tracked id when items without one arrive", async () => {
    const { connected, clock, last } = openTestConnection();
    const socket = await connected();
    const id = socket.calls()[0]?.id ?? 0;
    socket.receive({ id, result: { type: "data", id: "42", data: { id: "42", data: {} } } });
    socket.receive({ id, result: { type: "data", data: "untracked" } });
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(last().calls()[0]?.params.lastEventId).toBe("42");
  });

  test("does not report a lost connection: it restarts by itself", async () => {
    const { api, connected, clock, last } = openTestConnection();
    const socket = await connected();
    const received: unknown[] = [];
    api.numbers.subscribe({ after: 3 }, { onError: (error) => received.push(error) });
    await flushPromises();
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(received).toEqual([]);
    expect(
      last()
        .calls()
        .map(({ params }) => params.input),
    ).toEqual([{ after: 0 }, { after: 3 }]);
  });

  test("gets nothing after unsubscribing, and is not restarted", async () => {
    const { api, connected, clock, last } = openTestConnection();
    const socket = await connected();
    const received: unknown[] = [];
    const { unsubscribe } = api.numbers.subscribe({ after: 3 }, { onData: (item) => received.push(item) });
    await flushPromises();
    const { id = 0 } = socket.calls()[1] ?? {};
    unsubscribe();
    socket.receive({ id, result: { type: "data", id: "4", data: { id: "4", data: { prev: 3, no: 4 } } } });
    socket.lose();
    await clock.pass(125);
    last().open();
    await flushPromises();

    expect(received).toEqual([]);
    expect(last().calls().length).toBe(1);
  });

  test("is stopped on the server after unsubscribing", async () => {
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

  test("started and unsubscribed in one turn is never sent", async () => {
    const { api, connected } = openTestConnection();
    const socket = await connected();
    api.numbers.subscribe({ after: 0 }, { onData() {} }).unsubscribe();
    await flushPromises();

    expect(socket.calls().length).toBe(1);
  });
});

test("a call whose caller listens for nothing may succeed or fail", async () => {
  const { connection, connected } = openTestConnection();
  const socket = await connected();
  for (const path of ["a", "b", "c"]) connection.request({ type: "query", path, input: null }, {});
  connection.request({ type: "subscription", path: "d", input: null }, {});
  await flushPromises();
  const [a = 0, b = 0, , d = 0] = socket
    .calls()
    .slice(1)
    .map(({ id }) => id);

  socket.answer(a, 1);
  socket.receive({ id: b, error: { message: "no", data: { httpStatus: 500 } } });
  for (const type of ["started", "data", "stopped"]) socket.receive({ id: d, result: { type } });
  socket.lose(4401);
  expect(connection.state()).toBe("refused");
});

test("a call whose signal was aborted before is not made, and does not wait", async () => {
  const { stock, connected } = openTestConnection();
  const socket = await connected();
  const before = socket.sent.length;
  const outcome = outcomeOf(stock.echo.query("?", { signal: AbortSignal.abort() }));
  await flushPromises();

  expect(outcome.is).toBe("rejected");
  expect(socket.sent).toHaveLength(before);
});

test("a mutation that is cancelled is not stopped on the server: only subscriptions can be", async () => {
  const { connection, connected } = openTestConnection();
  const socket = await connected();
  const cancel = connection.request({ type: "mutation", path: "nested.write", input: "due" }, {});
  await flushPromises();
  cancel();

  expect(socket.methods()).toEqual(["subscription", "mutation"]);
});

test("nothing is sent on a socket that is closing", async () => {
  const { api, connected } = openTestConnection();
  const socket = await connected();
  const before = socket.sent.length;
  socket.readyState = 2;
  void outcomeOf(api.echo.query("?"));
  await flushPromises();

  expect(socket.sent).toHaveLength(before);
});
