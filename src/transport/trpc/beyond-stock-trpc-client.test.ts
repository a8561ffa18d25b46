import { describe, expect, test } from "bun:test";
import { isConnectionLost, readCallFailure } from "../call-failure.ts";
import { openDurableSubscription } from "../subscriptions/durable-subscription.ts";
import { OUR_CLIENTS } from "../testing/test-clients.ts";
import { startTestServer } from "../testing/test-server.ts";
import { waitUntil } from "../testing/wait-until.ts";

for (const [name, connect] of Object.entries(OUR_CLIENTS)) {
  describe(`${name}, beyond the stock client`, () => {
    test("sends calls made together in one frame, ten at most", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const numbers = Array.from({ length: 25 }, (_, index) => index);

      // The server refuses frames of more than ten.
      expect(await Promise.all(numbers.map((no) => client.api.echo.query(no)))).toEqual(numbers);
    });

    test("stops trying when the server does not know it, until it is told to try again", async () => {
      await using server = startTestServer();
      let who = "stranger";
      await using client = connect(server.url, () => ({ who }));
      const error: unknown = await client.api.whoAmI.query().catch((cause: unknown) => cause);

      expect(readCallFailure(error)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
      expect(client.link.state()).toBe("refused");
      expect(readCallFailure(client.link.refusal)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
      expect(await client.api.whoAmI.query().catch(() => "refused")).toBe("refused");
      expect(server.diary).toEqual(["stranger connects"]);

      who = "ada";
      client.link.reconnect();

      expect(await client.api.whoAmI.query()).toBe("ada");
    });

    test("is refused when the server closes its socket as unauthorized", async () => {
      await using server = startTestServer();
      await using client = connect(server.url, () => ({ who: "ada" }));
      await client.api.whoAmI.query();
      server.closeAll(4401);
      await waitUntil(() => client.link.state() !== "open");

      expect(client.link.state()).toBe("refused");
      expect(readCallFailure(client.link.refusal)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    });

    test("comes back as somebody else after signing in", async () => {
      await using server = startTestServer();
      let params: Record<string, string> | null = null;
      await using client = connect(server.url, () => params);

      expect(await client.api.whoAmI.query()).toBe("nobody");
      params = { who: "ada" };
      client.link.reconnect();

      expect(await client.api.whoAmI.query()).toBe("ada");
      await waitUntil(() => server.count() === 1);
    });

    test("keeps trying when the server cannot make a context", async () => {
      await using server = startTestServer();
      let who = "accident";
      await using client = connect(server.url, () => ({ who }));
      const answer = client.api.whoAmI.query();
      await waitUntil(() => server.diary.length >= 2);
      who = "ada";

      expect(await answer).toBe("ada");
    });

    test("fails a mutation that was under way when the server went, and only that", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      await client.api.echo.query("warm");
      const stopped = server.stop();
      const mutation = client.api.nested.write.mutate("lost?").catch((cause: unknown) => cause);
      const query = client.api.echo.query("asked again");
      await stopped;
      const error = await mutation;
      server.restart();

      expect(isConnectionLost(error)).toBe(true);
      expect(readCallFailure(error)).toEqual({ kind: "unanswered" });
      expect(await query).toBe("asked again");
    });

    test("keeps a followed stream whole through restarts and moves", async () => {
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

    test("gives up a followed stream that it is told to read afresh", async () => {
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

      expect(client.link.state()).toEqual("open");
    });
  });
}
