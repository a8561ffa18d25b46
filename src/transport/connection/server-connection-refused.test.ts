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
