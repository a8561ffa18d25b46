import { describe, expect, test } from "bun:test";
import { readFailure } from "../call-failure.ts";
import { fate, openLink } from "../testing/open-test-connection.ts";
import { settle } from "../testing/manual-clock.ts";

const UNAUTHORIZED = { code: -32001, message: "no", data: { code: "UNAUTHORIZED", httpStatus: 401 } };

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

    expect(last().methods()).toEqual(["subscription"]);
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
