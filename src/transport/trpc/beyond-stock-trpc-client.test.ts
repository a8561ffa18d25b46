import { describe, expect, test } from "bun:test";
import { isConnectionLost, readCallFailure } from "../call-failure.ts";
import { openDurableSubscription } from "../subscriptions/durable-subscription.ts";
import { OUR_CLIENTS } from "../testing/test-clients.ts";
import { startTestServer } from "../testing/test-server.ts";
import { waitUntil } from "../testing/wait-until.ts";

for (const [name, connect] of Object.entries(OUR_CLIENTS)) {
  describe(`${name}, more than the stock connection does`, () => {
    test("sends calls made together in one frame, ten at most", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const numbers = Array.from({ length: 25 }, (_, index) => index);

      // The server refuses frames of more than ten.
      expect(await Promise.all(numbers.map((no) => client.api.echo.query(no)))).toEqual(numbers);
    });

    test("stops retrying when the server refuses it, until reconnect() is called", async () => {
      await using server = startTestServer();
      let who = "unknown";
      await using client = connect(server.url, () => ({ who }));
      const error: unknown = await client.api.whoAmI.query().catch((cause: unknown) => cause);

      expect(readCallFailure(error)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
      expect(client.connection.state()).toBe("refused");
      expect(readCallFailure(client.connection.refusal)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
      expect(await client.api.whoAmI.query().catch(() => "refused")).toBe("refused");
      expect(server.events).toEqual(["unknown connects"]);

      who = "ada";
      client.connection.reconnect();

      expect(await client.api.whoAmI.query()).toBe("ada");
    });

    test("is refused when the server closes its socket as unauthorized", async () => {
      await using server = startTestServer();
      await using client = connect(server.url, () => ({ who: "ada" }));
      await client.api.whoAmI.query();
      server.closeAll(4401);
      await waitUntil(() => client.connection.state() !== "open");

      expect(client.connection.state()).toBe("refused");
      expect(readCallFailure(client.connection.refusal)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    });

    test("reconnects with another identity after signing in", async () => {
      await using server = startTestServer();
      let params: Record<string, string> | null = null;
      await using client = connect(server.url, () => params);

      expect(await client.api.whoAmI.query()).toBe("nobody");
      params = { who: "ada" };
      client.connection.reconnect();

      expect(await client.api.whoAmI.query()).toBe("ada");
      await waitUntil(() => server.count() === 1);
    });

    test("keeps trying when the server fails to create a context", async () => {
      await using server = startTestServer();
      let who = "accident";
      await using client = connect(server.url, () => ({ who }));
      const answer = client.api.whoAmI.query();
      await waitUntil(() => server.events.length >= 2);
      who = "ada";

      expect(await answer).toBe("ada");
    });

    test("fails a pending mutation when the server stops, and nothing else", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      await client.api.echo.query("warm");
      const stopped = server.stop();
      const mutation = client.api.nested.write.mutate("lost?").catch((cause: unknown) => cause);
      const query = client.api.echo.query("sent again");
      await stopped;
      const error = await mutation;
      server.restart();

      expect(isConnectionLost(error)).toBe(true);
      expect(readCallFailure(error)).toEqual({ kind: "unanswered" });
      expect(await query).toBe("sent again");
    });

    test("keeps a subscription complete through restarts and moves", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const applied: number[] = [];
      openDurableSubscription<{ prev: number; no: number }>({
        start: (after, handlers) => client.api.numbers.subscribe({ after }, handlers),
        after: 0,
        onItem: ({ no }) => void applied.push(no),
        onResync: () => void applied.push(Number.NaN),
      });
      for (let round = 0; round < 5; round += 1) {
        server.log.append(20);
        if (round % 2 === 0) server.notifyReconnect();
        await waitUntil(() => applied.length > server.log.length - 10);
        await server.stop();
        server.log.append(20);
        server.restart();
      }
      await waitUntil(() => applied.length >= server.log.length);

      expect(applied).toEqual(Array.from({ length: server.log.length }, (_, index) => index + 1));
    });

    test("ends a subscription that requires a resync", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      await new Promise<void>((resolve) => {
        openDurableSubscription<{ prev: number; no: number }>({
          start: (after, handlers) => client.api.numbers.subscribe({ after, resync: true }, handlers),
          after: 0,
          onItem() {},
          onResync: resolve,
        });
      });
      await client.api.echo.query("later");

      expect(client.connection.state()).toEqual("open");
    });
  });
}
