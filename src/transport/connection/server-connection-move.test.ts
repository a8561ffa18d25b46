import { describe, expect, test } from "bun:test";
import { isConnectionLost } from "../call-failure.ts";
import { outcomeOf, openTestConnection } from "../testing/open-test-connection.ts";
import { flushPromises } from "../testing/manual-clock.ts";

describe("moving to another socket", () => {
  test("happens within 2 s of the notice, and the old one is used until then", async () => {
    const { api, connected, sockets, last, clock, state } = openTestConnection();
    const old = await connected();
    old.receive({ id: null, method: "reconnect" });
    await clock.pass(999);
    expect(sockets.length).toBe(1);
    await clock.pass(1);
    expect(sockets.length).toBe(2);
    void api.echo.query("meanwhile");
    await flushPromises();

    expect(old.calls().at(-1)?.params.input).toBe("meanwhile");
    expect(old.readyState).toBe(1);
    last().open();
    await flushPromises();
    expect(last().methods()).toEqual(["subscription"]);
    expect(state()).toBe("open");
  });

  test("waits for pending answers on the old one, then closes it", async () => {
    const { api, connected, last, reconnect } = openTestConnection();
    const old = await connected();
    const answer = outcomeOf(api.nested.write.mutate("due"));
    await flushPromises();
    reconnect();
    last().open();
    await flushPromises();
    expect(old.readyState).toBe(1);
    old.answer(old.calls().find(({ method }) => method === "mutation")?.id ?? 0, 1);
    await flushPromises();

    expect(answer).toEqual({ is: "resolved", value: 1 });
    expect(old.readyState).toBe(3);
  });

  test("sends nothing more on the old one after the caller's identity changed", async () => {
    const { api, connected, last, reconnect } = openTestConnection();
    const old = await connected();
    const before = old.calls().length;
    reconnect();
    void api.whoAmI.query();
    await flushPromises();
    expect(old.calls().length).toBe(before);
    last().open();
    await flushPromises();

    expect(last().methods()).toContain("query");
  });

  test("keeps trying while the server refuses new sockets", async () => {
    const { connected, last, clock, sockets, state } = openTestConnection();
    const old = await connected();
    old.receive({ id: null, method: "reconnect" });
    await clock.pass(1_000);
    last().lose();
    expect(state()).toBe("open");
    old.lose(1012);
    await clock.pass(8_000);

    expect(sockets.length).toBeGreaterThan(2);
  });

  test("ignores messages on a replaced socket, except pending answers", async () => {
    const { api, connected, last, reconnect, clock, sockets, state } = openTestConnection();
    const received: unknown[] = [];
    const old = await connected();
    api.numbers.subscribe({ after: 0 }, { onData: ({ id }) => received.push(id) });
    const answer = outcomeOf(api.nested.write.mutate("due"));
    await flushPromises();
    const { id = 0 } = old.calls()[1] ?? {};
    reconnect();
    last().open();
    await flushPromises();
    old.receive({ id: null, method: "reconnect" });
    old.receive({ id, result: { type: "data", id: "1", data: { id: "1", data: { prev: 0, no: 1 } } } });
    old.lose(4401);
    await clock.pass(4_000);

    expect(received).toEqual([]);
    expect(isConnectionLost(answer.value)).toBe(true);
    expect(sockets.length).toBe(2);
    expect(state()).toBe("open");
  });
});

describe("a socket that was replaced", () => {
  test("while it was connecting is closed, and nothing is sent on it when it opens after all", async () => {
    const { subscribe, last, reconnect, state, sockets } = openTestConnection({
      params: () => ({ token: "1" }),
    });
    await subscribe();
    const old = last();
    reconnect();
    expect(old.readyState).toBe(3);
    old.open();

    expect(state()).toBe("connecting");
    expect(old.sent).toEqual([]);
    expect(sockets).toHaveLength(2);
  });

  test("and is lost while the new one connects does not disturb it", async () => {
    const { api, connected, last, reconnect, clock, state, sockets, page } = openTestConnection();
    const old = await connected();
    const answer = outcomeOf(api.nested.write.mutate("due"));
    await flushPromises();
    reconnect();
    old.lose();
    page.changed();
    await clock.pass(9_000);
    expect(isConnectionLost(answer.value)).toBe(true);
    expect([state(), sockets.length]).toEqual(["connecting", 2]);

    last().open();
    expect(state()).toBe("open");
  });
});

describe("a change of the network", () => {
  test("restarts an attempt that is two seconds old, and none that is newer", async () => {
    const { subscribe, page, clock, sockets } = openTestConnection();
    await subscribe();
    await clock.pass(1_999);
    page.changed();
    expect(sockets).toHaveLength(1);
    await clock.pass(1);
    page.changed();

    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.readyState).toBe(3);
  });

  test("connects at once where the next attempt would be later", async () => {
    const { connected, page, sockets, state } = openTestConnection();
    const socket = await connected();
    socket.lose();
    expect(state()).toBe("waiting");
    page.changed();

    expect([state(), sockets.length]).toEqual(["connecting", 2]);
  });

  test("does not connect a client that was refused", async () => {
    const { connected, page, sockets, state } = openTestConnection();
    const socket = await connected();
    socket.lose(4401);
    page.changed();

    expect([state(), sockets.length]).toEqual(["refused", 1]);
  });
});

test("a connection that does not open within 10 s is closed and tried again", async () => {
  const { subscribe, clock, sockets, state } = openTestConnection();
  await subscribe();
  await clock.pass(9_999);
  expect([state(), sockets[0]?.readyState]).toEqual(["connecting", 0]);
  await clock.pass(1);

  expect([state(), sockets[0]?.readyState]).toEqual(["waiting", 3]);
  await clock.pass(125);
  expect(sockets).toHaveLength(2);
});

test("a replaced socket on which nothing is pending is closed as soon as the new one is open", async () => {
  const { connected, last, reconnect } = openTestConnection();
  const old = await connected();
  reconnect();
  expect(old.readyState).toBe(1);
  last().open();

  expect(old.readyState).toBe(3);
});

/** A connection whose old socket stays open for one mutation, which the returned function cancels. */
async function moved() {
  const { api, connection, connected, last, reconnect } = openTestConnection();
  const old = await connected();
  api.numbers.subscribe({ after: 0 }, { onData() {} });
  const cancel = connection.request({ type: "mutation", path: "nested.write", input: "due" }, {});
  await flushPromises();
  reconnect();
  last().open();
  await flushPromises();
  return { old, cancel };
}

describe("a replaced socket that waits for an answer", () => {
  test("is closed when the call is cancelled", async () => {
    const { old, cancel } = await moved();
    expect(old.readyState).toBe(1);
    cancel();

    expect(old.readyState).toBe(3);
  });

  test("has its subscriptions stopped, so that nothing is sent twice", async () => {
    const { old } = await moved();

    expect(old.methods().slice(-2)).toEqual(["subscription.stop", "subscription.stop"]);
  });
});
