import { describe, expect, test } from "bun:test";
import { isConnectionLost, readCallFailure } from "../call-failure.ts";
import { linked, OUR_CLIENTS, stock } from "../testing/test-clients.ts";
import { startTestServer } from "../testing/test-server.ts";
import { waitUntil } from "../testing/wait-until.ts";

for (const [name, connect] of Object.entries({ "the stock client": stock, ...OUR_CLIENTS })) {
  describe(`${name}, over the product's sockets`, () => {
    test("asks and is answered", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);

      expect(await client.api.echo.query({ deep: ["ä", null, 1] })).toEqual({ deep: ["ä", null, 1] });
      expect(await client.api.echo.query(undefined)).toBeUndefined();
    });

    test("changes something, under a path of several names", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);

      expect(await client.api.nested.write.mutate("hello")).toBe(server.diary.length);
      expect(server.diary).toContain("hello");
    });

    test("says who it is", async () => {
      await using server = startTestServer();
      await using client = connect(server.url, () => ({ who: "ada" }));

      expect(await client.api.whoAmI.query()).toBe("ada");
    });

    test("keeps the answers of many calls apart", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const numbers = Array.from({ length: 8 }, (_, index) => index);

      expect(await Promise.all(numbers.map((no) => client.api.echo.query(no)))).toEqual(numbers);
    });

    test("is told why it is refused", async () => {
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

    test("learns that the server stumbled, and goes on", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const error: unknown = await client.api.crash.query().catch((cause: unknown) => cause);

      expect(readCallFailure(error)).toEqual({ kind: "stumbled" });
      expect(await client.api.echo.query("still here")).toBe("still here");
    });

    test("hears a stream to its end", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const heard: unknown[] = [];
      await new Promise<void>((resolve) => {
        client.api.letters.subscribe(undefined, {
          onStarted: () => heard.push("started"),
          onData: (letter) => heard.push(letter),
          onStopped() {
            heard.push("stopped");
            resolve();
          },
        });
      });

      expect(heard).toEqual(["started", "a", "b", "stopped"]);
    });

    test("gets tracked items with their ids, as they come", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      server.log.append(2);
      const heard: unknown[] = [];
      client.api.numbers.subscribe({ after: 0 }, { onData: (item) => heard.push(item) });
      await waitUntil(() => heard.length === 2);
      server.log.append();
      await waitUntil(() => heard.length === 3);

      expect(heard[2]).toEqual({ id: "3", data: { prev: 2, no: 3 } });
    });

    test("tells the server when it has heard enough", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const subscription = client.api.numbers.subscribe({ after: 0 }, { onData: () => {} });
      await waitUntil(() => server.diary.includes("numbers from 0"));
      subscription.unsubscribe();
      await waitUntil(() => server.diary.includes("numbers stopped"));

      expect(server.count()).toBe(1);
    });

    test("learns that a stream was refused", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      client.api.numbers.subscribe({ after: 0, resync: true }, { onError: resolve });

      expect(readCallFailure(await promise)).toEqual({ kind: "refused", reason: "resync" });
    });

    test("resumes a stream after the last tracked id when the server was away", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      server.log.append(3);
      const heard: number[] = [];
      client.api.numbers.subscribe({ after: 0 }, { onData: ({ data }) => heard.push(data.no) });
      await waitUntil(() => heard.length === 3);
      await server.stop();
      server.log.append(2);
      server.restart();
      await waitUntil(() => heard.length === 5);

      expect(heard).toEqual([1, 2, 3, 4, 5]);
      expect(server.diary).toContain("numbers from 3");
    });

    test("moves to a new socket when asked to, and misses nothing", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const heard: number[] = [];
      client.api.numbers.subscribe({ after: 0 }, { onData: ({ data }) => heard.push(data.no) });
      await waitUntil(() => server.diary.includes("numbers from 0"));
      server.notifyReconnect();
      const written = setInterval(() => server.log.append(), 1);
      await waitUntil(() => server.diary.filter((line) => line === "nobody connects").length === 2);
      await waitUntil(() => server.count() === 1);
      clearInterval(written);
      await waitUntil(() => heard.length === server.log.length);

      expect(heard).toEqual(Array.from({ length: server.log.length }, (_, index) => index + 1));
    });

    test("runs no call when the server does not know it", async () => {
      await using server = startTestServer();
      await using client = connect(server.url, () => ({ who: "stranger" }));
      const error: unknown = await client.api.nested.write.mutate("secret").catch((cause: unknown) => cause);

      expect(error).toBeInstanceOf(Error);
      expect(server.diary).not.toContain("secret");
    });
  });
}

for (const [name, connect] of Object.entries({ "the stock client": stock, "our link": linked })) {
  test(`${name} stops a stream when its signal is aborted`, async () => {
    await using server = startTestServer();
    await using client = connect(server.url);
    const abort = new AbortController();
    client.api.numbers.subscribe({ after: 0 }, { onData: () => {}, signal: abort.signal });
    await waitUntil(() => server.diary.includes("numbers from 0"));
    abort.abort();
    await waitUntil(() => server.diary.includes("numbers stopped"));

    expect(server.count()).toBe(1);
  });
}
