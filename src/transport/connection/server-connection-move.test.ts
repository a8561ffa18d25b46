import { describe, expect, test } from "bun:test";
import { isConnectionLost } from "../call-failure.ts";
import { outcomeOf, openTestConnection } from "../testing/open-test-connection.ts";
import { flushPromises } from "../testing/manual-clock.ts";

describe("moving to another socket", () => {
  test("happens within 2 s of the notice, and the old one serves until then", async () => {
    const { api, connected, sockets, last, clock, state } = openTestConnection();
    const old = await connected();
    old.say({ id: null, method: "reconnect" });
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

  test("waits on the old one for the answers still due, then closes it", async () => {
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

    expect(answer).toEqual({ is: "kept", value: 1 });
    expect(old.readyState).toBe(3);
  });

  test("sends nothing more over the old one when the caller has become somebody else", async () => {
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

  test("goes on trying while the server turns newcomers away", async () => {
    const { connected, last, clock, sockets, state } = openTestConnection();
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
    const { api, connected, last, reconnect, clock, sockets, state } = openTestConnection();
    const heard: unknown[] = [];
    const old = await connected();
    api.numbers.subscribe({ after: 0 }, { onData: ({ id }) => heard.push(id) });
    const answer = outcomeOf(api.nested.write.mutate("due"));
    await flushPromises();
    const { id = 0 } = old.calls()[1] ?? {};
    reconnect();
    last().open();
    await flushPromises();
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
