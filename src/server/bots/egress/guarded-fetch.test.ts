import { describe, expect, test } from "bun:test";
import net from "node:net";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import type { EgressPolicy } from "./egress-policy.ts";
import { createGuardedFetch } from "./guarded-fetch.ts";
import {
  LOOPBACK_ALLOWED,
  html,
  redirectsTo,
  streamsText,
  startBotServer,
  streams,
} from "../testing/fake-bot-server.ts";

const HOSTED: EgressPolicy = { allow: [], loopbackAllowed: false, ownPorts: [] };
const secret = { method: "POST", headers: { authorization: "Bearer canary" }, body: "{}" };

async function failure(promise: Promise<unknown>): Promise<BotFailureCause> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BotFailure);
  return (error as BotFailure).reason;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await Bun.sleep(2);
}

describe("a guarded fetch", () => {
  test("brings what the server sends, and sends what it is given", async () => {
    await using bot = await startBotServer({ ...html(), headers: { "x-kind": "test" } });

    const response = await createGuardedFetch(LOOPBACK_ALLOWED)(`${bot.url}/chat?a=1`, {
      ...secret,
      body: '{"ä":1}',
    });

    expect(response.status).toBe(200);
    expect(response.headers.get("x-kind")).toBe("test");
    expect(await response.text()).toContain("Welcome");
    expect(bot.requests[0]).toMatchObject({ method: "POST", path: "/v1/chat?a=1", raw: '{"ä":1}' });
    expect(bot.requests[0]?.headers).toMatchObject({
      authorization: "Bearer canary",
      "accept-encoding": "identity",
    });
  });

  test("does not even open a connection to this machine where strangers are admins", async () => {
    await using bot = await startBotServer(html());
    const { port } = bot;
    for (const host of [
      "127.0.0.1",
      "localhost",
      "127.1",
      "2130706433",
      "0x7f.1",
      "[::ffff:127.0.0.1]",
      "a.localhost",
      "0.0.0.0",
    ])
      for (const scheme of ["http", "https"])
        expect(await failure(createGuardedFetch(HOSTED)(`${scheme}://${host}:${port}/v1`, secret))).toBe(
          "blocked",
        );

    expect(bot.connections.opened).toBe(0);
  });

  test.each([
    [["127.0.0.1"]],
    [["10.0.0.5"]],
    [["8.8.8.8", "127.0.0.1"]],
    [["169.254.169.254"]],
    [["::ffff:127.0.0.1"]],
  ])("does not call a public name that leads to %p", async (addresses) => {
    const fetch = createGuardedFetch(HOSTED, { resolve: async () => addresses });
    expect(await failure(fetch("https://bot.example/v1", secret))).toBe("blocked");
  });

  test("resolves a name once, so that a name that changes its mind gains nothing", async () => {
    await using bot = await startBotServer(html());
    const answers = [["127.0.0.1"], ["169.254.169.254"]];
    let asked = 0;
    const policy = { ...HOSTED, allow: [`http://bot.example:${bot.port}`] };
    const fetch = createGuardedFetch(policy, { resolve: async () => answers[asked++] ?? [] });

    expect((await fetch(`http://bot.example:${bot.port}/v1`)).status).toBe(200);
    expect(asked).toBe(1);
    expect(bot.requests[0]?.headers["host"]).toBe(`bot.example:${bot.port}`);
    expect(await failure(fetch(`http://bot.example:${bot.port}/v1`))).toBe("blocked");
  });

  test("tries the next address of a name when one is not there", async () => {
    await using bot = await startBotServer(html());
    const policy = { ...HOSTED, allow: [`http://bot.example:${bot.port}`] };
    const fetch = createGuardedFetch(policy, { resolve: async () => ["127.0.0.99", "127.0.0.1"] });

    expect((await fetch(`http://bot.example:${bot.port}/v1`, secret)).status).toBe(200);
    expect(bot.requests).toHaveLength(1);
  });

  test("refuses to be sent elsewhere, and nobody elsewhere hears of it", async () => {
    await using elsewhere = await startBotServer(html());
    await using bot = await startBotServer(html());
    for (const status of [301, 302, 303, 307, 308]) {
      bot.follow(redirectsTo(`${elsewhere.origin}/steal`, status));
      expect(await failure(createGuardedFetch(LOOPBACK_ALLOWED)(bot.url, secret))).toBe("redirected");
    }
    expect(elsewhere.connections.opened).toBe(0);
  });

  test("heeds no proxy of the environment", async () => {
    await using proxy = await startBotServer(html());
    await using bot = await startBotServer(html());
    const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = proxy.origin;
    try {
      expect((await createGuardedFetch(LOOPBACK_ALLOWED)(bot.url, secret)).status).toBe(200);
    } finally {
      for (const [at, name] of names.entries()) {
        if (before[at] === undefined) delete process.env[name];
        else process.env[name] = before[at];
      }
    }
    expect(proxy.connections.opened).toBe(0);
  });

  test("opens a connection of its own for every call and leaves none behind", async () => {
    await using bot = await startBotServer(html());
    const fetch = createGuardedFetch(LOOPBACK_ALLOWED);
    await (await fetch(bot.url)).text();
    await (await fetch(bot.url)).text();

    await until(() => bot.connections.open === 0);
    expect(bot.connections.opened).toBe(2);
  });

  test("hands the body on as it comes, and hangs up when it is no longer read", async () => {
    await using bot = await startBotServer(streams("first", new Promise(() => undefined)));
    const response = await createGuardedFetch(LOOPBACK_ALLOWED)(bot.url);
    const reader = response.body?.getReader();

    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first");
    await reader?.cancel();
    await until(() => bot.connections.open === 0);
  });

  test("hangs up at once when it is aborted, before and during the answer", async () => {
    await using bot = await startBotServer(() => new Promise(() => undefined));
    const early = new AbortController();
    const waiting = createGuardedFetch(LOOPBACK_ALLOWED)(bot.url, { signal: early.signal }).catch(
      (error: unknown) => error,
    );
    await until(() => bot.requests.length === 1);
    early.abort(new Error("enough"));
    expect(await waiting).toEqual(new Error("enough"));
    await until(() => bot.connections.open === 0);

    bot.follow(streams("first", new Promise(() => undefined)));
    const late = new AbortController();
    const response = await createGuardedFetch(LOOPBACK_ALLOWED)(bot.url, { signal: late.signal });
    const reading = response.text().catch((error: unknown) => error);
    late.abort(new Error("enough"));
    expect(await reading).toEqual(new Error("enough"));
    await until(() => bot.connections.open === 0);
  });

  test("does not call at all when it is aborted beforehand", async () => {
    await using bot = await startBotServer(html());
    const call = createGuardedFetch(LOOPBACK_ALLOWED)(bot.url, {
      signal: AbortSignal.abort(new Error("enough")),
    });
    expect(await call.catch((error: unknown) => error)).toEqual(new Error("enough"));
    expect(bot.connections.opened).toBe(0);
  });

  test("notices that a body was cut off", async () => {
    await using bot = await startBotServer({ ...streams("first"), end: "torn" });
    expect(await failure((await createGuardedFetch(LOOPBACK_ALLOWED)(bot.url)).text())).toBe("cut");
  });

  test("reads no more than any answer needs", async () => {
    const flood = Array.from({ length: 64 }, () => "x".repeat(65_536));
    await using bot = await startBotServer(streams(...flood));
    expect(await failure((await createGuardedFetch(LOOPBACK_ALLOWED)(bot.url)).text())).toBe(
      "not-compatible",
    );
    await until(() => bot.connections.open === 0);
  });

  test("does not unpack what it did not ask to be packed", async () => {
    const bomb = Bun.gzipSync(new Uint8Array(8 * 1_024 * 1_024));
    await using bot = await startBotServer({
      ...html(),
      headers: { "content-encoding": "gzip" },
      body: [bomb],
    });
    expect(await failure((await createGuardedFetch(LOOPBACK_ALLOWED)(bot.url)).text())).toBe(
      "not-compatible",
    );
  });

  test("says a server is unreachable when nobody listens or nobody knows its name", async () => {
    const bot = await startBotServer(html());
    await bot[Symbol.asyncDispose]();
    expect(await failure(createGuardedFetch(LOOPBACK_ALLOWED)(bot.url))).toBe("unreachable");

    const nameless = createGuardedFetch(HOSTED, { resolve: () => Promise.reject(new Error("ENOTFOUND")) });
    expect(await failure(nameless("https://nobody.example/v1"))).toBe("unreachable");
  });

  test("says nothing to a server that cannot prove who it is", async () => {
    let received = "";
    const plain = net.createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (data) => {
        received += data.toString("latin1");
        socket.end("HTTP/1.1 200 OK\r\n\r\n");
      });
    });
    await new Promise<void>((listening) => plain.listen(0, "127.0.0.1", listening));
    const { port } = plain.address() as net.AddressInfo;

    expect(await failure(createGuardedFetch(LOOPBACK_ALLOWED)(`https://127.0.0.1:${port}/v1`, secret))).toBe(
      "unreachable",
    );
    expect(received).not.toBeEmpty();
    expect(received).not.toContain("canary");
    plain.close();
  });

  test("carries a stream to the package that reads it", async () => {
    await using bot = await startBotServer(streamsText("Hello"));
    expect(await (await createGuardedFetch(LOOPBACK_ALLOWED)(bot.url)).text()).toContain("[DONE]");
  });
});
