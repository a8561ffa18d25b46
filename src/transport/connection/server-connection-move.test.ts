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
