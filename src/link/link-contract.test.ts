import { describe, expect, test } from "bun:test";
import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from "@trpc/client";
import { directClient } from "./direct-client.ts";
import { follow } from "./follow.ts";
import { isConnectionLost, readFailure } from "./failure.ts";
import { Link } from "./link.ts";
import type { TestRouter } from "./testing/test-router.ts";
import { startTestServer } from "./testing/test-server.ts";
import { until } from "./testing/until.ts";
import { trpcLink } from "./trpc-link.ts";
import { browserWorld } from "./world.ts";

interface Client extends AsyncDisposable {
  api: TRPCClient<TestRouter>;
}

/** Chance that makes every wait a short one. */
const almostNone = () => 0.01;

type Params = () => Record<string, string> | null;

/** tRPC's own client, as the measure of ours. */
function stock(url: string, params?: Params): Client {
  const client = createWSClient({ url, retryDelayMs: () => 5, ...(params && { connectionParams: params }) });
  const api = createTRPCClient<TestRouter>({ links: [wsLink({ client })] });
  return { api, [Symbol.asyncDispose]: () => client.close() };
}

/** A link of a page that is always looked at and always online, until somebody leaves it. */
function openLink(url: string, params: Params = () => null) {
  const sockets: WebSocket[] = [];
  let gone = false;
  const world = {
    ...browserWorld,
    after: (ms: number, work: () => void) => browserWorld.after(ms, () => gone || work()),
    random: almostNone,
    dial(address: string) {
      const socket = new WebSocket(address);
      sockets.push(socket);
      return socket;
    },
    online: () => true,
    onLook() {},
  };
  const link = new Link({ url, params }, world);
  async function leave() {
    gone = true;
    for (const socket of sockets) socket.close();
  }
  return { link, [Symbol.asyncDispose]: leave };
}

function linked(url: string, params?: Params): Client & { link: Link } {
  const page = openLink(url, params);
  return { ...page, api: createTRPCClient<TestRouter>({ links: [trpcLink(page.link)] }) };
}

function direct(url: string, params?: Params): Client & { link: Link } {
  const page = openLink(url, params);
  return { ...page, api: directClient<TestRouter>(page.link) };
}

const ours = { "our link": linked, "our direct client": direct };

for (const [name, connect] of Object.entries({ "the stock client": stock, ...ours })) {
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
      expect(readFailure(error)).toEqual({ kind: "refused", reason: "session-ended" });
      expect(isConnectionLost(error)).toBe(false);
    });

    test("learns that the server stumbled, and goes on", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const error: unknown = await client.api.crash.query().catch((cause: unknown) => cause);

      expect(readFailure(error)).toEqual({ kind: "stumbled" });
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
      await until(() => heard.length === 2);
      server.log.append();
      await until(() => heard.length === 3);

      expect(heard[2]).toEqual({ id: "3", data: { prev: 2, no: 3 } });
    });

    test("tells the server when it has heard enough", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const subscription = client.api.numbers.subscribe({ after: 0 }, { onData: () => {} });
      await until(() => server.diary.includes("numbers from 0"));
      subscription.unsubscribe();
      await until(() => server.diary.includes("numbers stopped"));

      expect(server.count()).toBe(1);
    });

    test("learns that a stream was refused", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      client.api.numbers.subscribe({ after: 0, resync: true }, { onError: resolve });

      expect(readFailure(await promise)).toEqual({ kind: "refused", reason: "resync" });
    });

    test("resumes a stream after the last tracked id when the server was away", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      server.log.append(3);
      const heard: number[] = [];
      client.api.numbers.subscribe({ after: 0 }, { onData: ({ data }) => heard.push(data.no) });
      await until(() => heard.length === 3);
      await server.stop();
      server.log.append(2);
      server.restart();
      await until(() => heard.length === 5);

      expect(heard).toEqual([1, 2, 3, 4, 5]);
      expect(server.diary).toContain("numbers from 3");
    });

    test("moves to a new socket when asked to, and misses nothing", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const heard: number[] = [];
      client.api.numbers.subscribe({ after: 0 }, { onData: ({ data }) => heard.push(data.no) });
      await until(() => server.diary.includes("numbers from 0"));
      server.notifyReconnect();
      const written = setInterval(() => server.log.append(), 1);
      await until(() => server.diary.filter((line) => line === "nobody connects").length === 2);
      await until(() => server.count() === 1);
      clearInterval(written);
      await until(() => heard.length === server.log.length);

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
    await until(() => server.diary.includes("numbers from 0"));
    abort.abort();
    await until(() => server.diary.includes("numbers stopped"));

    expect(server.count()).toBe(1);
  });
}

for (const [name, connect] of Object.entries(ours)) {
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

      expect(readFailure(error)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
      expect(client.link.state()).toBe("refused");
      expect(readFailure(client.link.refusal)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
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
      await until(() => client.link.state() !== "open");

      expect(client.link.state()).toBe("refused");
      expect(readFailure(client.link.refusal)).toEqual({ kind: "refused", reason: "UNAUTHORIZED" });
    });

    test("comes back as somebody else after signing in", async () => {
      await using server = startTestServer();
      let params: Record<string, string> | null = null;
      await using client = connect(server.url, () => params);

      expect(await client.api.whoAmI.query()).toBe("nobody");
      params = { who: "ada" };
      client.link.reconnect();

      expect(await client.api.whoAmI.query()).toBe("ada");
      await until(() => server.count() === 1);
    });

    test("keeps trying when the server cannot make a context", async () => {
      await using server = startTestServer();
      let who = "accident";
      await using client = connect(server.url, () => ({ who }));
      const answer = client.api.whoAmI.query();
      await until(() => server.diary.length >= 2);
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
      expect(readFailure(error)).toEqual({ kind: "unanswered" });
      expect(await query).toBe("asked again");
    });

    test("keeps a followed stream whole through restarts and moves", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      const applied: number[] = [];
      follow<{ prev: number; no: number }>({
        start: (after, handlers) => client.api.numbers.subscribe({ after }, handlers),
        after: 0,
        onItem: ({ no }) => void applied.push(no),
        onResync: () => void applied.push(Number.NaN),
      });
      for (let round = 0; round < 5; round += 1) {
        server.log.append(20);
        if (round % 2 === 0) server.notifyReconnect();
        await until(() => applied.length > server.log.length - 10);
        await server.stop();
        server.log.append(20);
        server.restart();
      }
      await until(() => applied.length >= server.log.length);

      expect(applied).toEqual(Array.from({ length: server.log.length }, (_, index) => index + 1));
    });

    test("gives up a followed stream that it is told to read afresh", async () => {
      await using server = startTestServer();
      await using client = connect(server.url);
      await new Promise<void>((resolve) => {
        follow<{ prev: number; no: number }>({
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
