import { describe, expect, test } from "bun:test";
import { isConnectionLost, readCallFailure } from "../call-failure.ts";
import { OUR_CLIENTS, stock, stockOverOurConnection } from "../testing/test-clients.ts";
import { startTestServer } from "../testing/test-server.ts";
import { waitUntil } from "../testing/wait-until.ts";

for (const [name, connect] of Object.entries({ "the stock client": stock, ...OUR_CLIENTS })) {
  describe(`${name}, with the product's WebSocket server`, () => {
    test("gets the result of a query", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);

      expect(await client.api.echo.query({ deep: ["ä", null, 1] })).toEqual({ deep: ["ä", null, 1] });
      expect(await client.api.echo.query(undefined)).toBeUndefined();
    });

    test("calls a mutation in a nested router", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);

      expect(await client.api.nested.write.mutate("hello")).toBe(server.events.length);
      expect(server.events).toContain("hello");
    });

    test("sends connection params", async () => {
      await using server = startTestServer();
      await using client = connect(server.url, () => ({ who: "ada" }));

      expect(await client.api.whoAmI.query()).toBe("ada");
    });

    test("matches answers to concurrent calls", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const numbers = Array.from({ length: 8 }, (_, index) => index);

      expect(await Promise.all(numbers.map((no) => client.api.echo.query(no)))).toEqual(numbers);
    });

    test("gets the reason of a refusal", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const error: unknown = await client.api.refuse.mutate().catch((cause: unknown) => cause);

      expect(error).toMatchObject({
        message: "session-ended",
        data: { code: "CONFLICT", httpStatus: 409, refusal: "session-ended" },
        shape: { message: "session-ended" },
      });
      expect(readCallFailure(error)).toEqual({ kind: "refused", reason: "session-ended" });
      expect(isConnectionLost(error)).toBe(false);
    });

    test("gets a server error, and continues", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const error: unknown = await client.api.crash.query().catch((cause: unknown) => cause);

      expect(readCallFailure(error)).toEqual({ kind: "server-error" });
      expect(await client.api.echo.query("still here")).toBe("still here");
    });

    test("receives a stream to its end", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const received: unknown[] = [];
      await new Promise<void>((resolve) => {
        client.api.letters.subscribe(undefined, {
          onStarted: () => received.push("started"),
          onData: (letter) => received.push(letter),
          onStopped() {
            received.push("stopped");
            resolve();
          },
        });
      });

      expect(received).toEqual(["started", "a", "b", "stopped"]);
    });

    test("receives tracked items with their ids", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      server.log.append(2);
      const received: unknown[] = [];
      client.api.numbers.subscribe({ after: 0 }, { onData: (item) => received.push(item) });
      await waitUntil(() => received.length === 2);
      server.log.append();
      await waitUntil(() => received.length === 3);

      expect(received[2]).toEqual({ id: "3", data: { prev: 2, no: 3 } });
    });

    test("stops the stream on the server when it unsubscribes", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const subscription = client.api.numbers.subscribe({ after: 0 }, { onData: () => {} });
      await waitUntil(() => server.events.includes("numbers from 0"));
      subscription.unsubscribe();
      await waitUntil(() => server.events.includes("numbers stopped"));

      expect(server.count()).toBe(1);
    });

    test("gets the refusal of a stream", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      client.api.numbers.subscribe({ after: 0, resync: true }, { onError: resolve });

      expect(readCallFailure(await promise)).toEqual({ kind: "refused", reason: "resync" });
    });

    test("resumes a stream after the last tracked id when the server restarts", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      server.log.append(3);
      const received: number[] = [];
      client.api.numbers.subscribe({ after: 0 }, { onData: ({ data }) => received.push(data.no) });
      await waitUntil(() => received.length === 3);
      await server.stop();
      server.log.append(2);
      server.restart();
      await waitUntil(() => received.length === 5);

      expect(received).toEqual([1, 2, 3, 4, 5]);
      expect(server.events).toContain("numbers from 3");
    });

    test("moves to a new socket on request, without missing anything", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const received: number[] = [];
      client.api.numbers.subscribe({ after: 0 }, { onData: ({ data }) => received.push(data.no) });
      await waitUntil(() => server.events.includes("numbers from 0"));
      server.notifyReconnect();
      const appending = setInterval(() => server.log.append(), 1);
      await waitUntil(() => server.events.filter((event) => event === "nobody connects").length === 2);
      await waitUntil(() => server.count() === 1);
      clearInterval(appending);
      await waitUntil(() => received.length === server.log.length);

      expect(received).toEqual(Array.from({ length: server.log.length }, (_, index) => index + 1));
    });

    test("runs no call when the server refuses the client", async () => {
      await using server = startTestServer();
      await using client = connect(server.url, () => ({ who: "unknown" }));
      const error: unknown = await client.api.nested.write.mutate("secret").catch((cause: unknown) => cause);

      expect(error).toBeInstanceOf(Error);
      expect(server.events).not.toContain("secret");
    });
  });
}

for (const [name, connect] of Object.entries({
  "the stock client": stock,
  "the stock client over our connection": stockOverOurConnection,
})) {
  test(`${name} stops a stream when its signal is aborted`, async () => {
    await using server = startTestServer();
    await using client = connect(server.url);
    const abort = new AbortController();
    client.api.numbers.subscribe({ after: 0 }, { onData: () => {}, signal: abort.signal });
    await waitUntil(() => server.events.includes("numbers from 0"));
    abort.abort();
    await waitUntil(() => server.events.includes("numbers stopped"));

    expect(server.count()).toBe(1);
  });
}
