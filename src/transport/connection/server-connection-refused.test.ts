import { describe, expect, test } from "bun:test";
import { readCallFailure } from "../call-failure.ts";
import { outcomeOf, openTestConnection } from "../testing/open-test-connection.ts";
import { flushPromises } from "../testing/manual-clock.ts";

const UNAUTHORIZED = { code: -32001, message: "no", data: { code: "UNAUTHORIZED", httpStatus: 401 } };

describe("a refusal", () => {
  test("fails the calls with the server's error and stops retrying", async () => {
    const { api, connection, connected, clock, sockets, state } = openTestConnection();
    const socket = await connected();
    const answer = outcomeOf(api.echo.query("?"));
    await flushPromises();
    socket.receive({ id: null, error: UNAUTHORIZED });
    socket.lose(4401);
    await clock.pass(60_000);

    expect(readCallFailure(answer.value)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    expect(state()).toBe("refused");
    expect(readCallFailure(connection.refusal)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    expect(sockets.length).toBe(1);
  });

  test("keeps the subscriptions until reconnect() is called", async () => {
    const { connected, last, reconnect } = openTestConnection();
    const socket = await connected();
    socket.lose(4403);
    reconnect();
    last().open();
    await flushPromises();

    expect(last().methods()).toEqual(["subscription"]);
  });

  test("is not concluded from a parse error", async () => {
    const { connected, state } = openTestConnection();
    const socket = await connected();
    socket.receive({
      id: null,
      error: { code: -32700, message: "?", data: { code: "PARSE_ERROR", httpStatus: 400 } },
    });

    expect(state()).toBe("open");
  });
});

describe("a close code of the server", () => {
  test.each([
    [4401, "UNAUTHORIZED"],
    [4403, "FORBIDDEN"],
  ])("%d is the refusal %s", async (code, reason) => {
    const { api, connection, connected, state } = openTestConnection();
    const socket = await connected();
    socket.lose(code);

    expect(state()).toBe("refused");
    expect(readCallFailure(connection.refusal)).toEqual({ kind: "refused", reason });
    const later = outcomeOf(api.echo.query("?"));
    await flushPromises();
    expect(readCallFailure(later.value)).toEqual({ kind: "refused", reason });
  });

  test("that is not one of those is a lost connection", async () => {
    const { connection, connected, state } = openTestConnection();
    const socket = await connected();
    socket.lose(4402);

    expect(state()).toBe("waiting");
    expect(connection.refusal).toBeNull();
  });

  test("closes the sockets that wait for pending answers too, and fails their calls", async () => {
    const { api, connected, last, reconnect } = openTestConnection();
    const old = await connected();
    const answer = outcomeOf(api.nested.write.mutate("due"));
    await flushPromises();
    reconnect();
    last().open();
    await flushPromises();
    last().lose(4401);
    await flushPromises();

    expect(old.readyState).toBe(3);
    expect(readCallFailure(answer.value)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
  });

  test("is forgotten by reconnect()", async () => {
    const { connection, connected, last, reconnect, state } = openTestConnection();
    const socket = await connected();
    socket.lose(4401);
    reconnect();

    expect([connection.refusal, state()]).toEqual([null, "connecting"]);
    last().open();
    expect(state()).toBe("open");
  });
});

test("a refusal of the socket that should take over ends the present one too", async () => {
  const { api, connected, last, clock, state } = openTestConnection();
  const old = await connected();
  old.receive({ id: null, method: "reconnect" });
  await clock.pass(1_000);
  last().lose(4401);
  expect([state(), old.readyState]).toEqual(["refused", 3]);

  const before = old.sent.length;
  const later = outcomeOf(api.echo.query("?"));
  await flushPromises();
  expect(readCallFailure(later.value)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
  expect(old.sent).toHaveLength(before);
});
