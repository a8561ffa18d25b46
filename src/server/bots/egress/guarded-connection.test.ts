import { describe, expect, test } from "bun:test";
import { getEventListeners } from "node:events";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import type { Schedule } from "../contract/schedule.ts";
import { type BotServer, html, startBotServer, streams } from "../testing/fake-bot-server.ts";
import { SELF_SIGNED } from "../testing/self-signed-certificate.ts";
import { type Network, createGuardedFetch } from "./guarded-fetch.ts";

const secret = { method: "POST", headers: { authorization: "Bearer canary" }, body: "{}" };

/** A fetch for which `bot.example` is listed on the server's port, with changes to what it uses of this host. */
function fetchAt({ port }: { port: number }, scheme: string, changes: Partial<Network>) {
  const origin = `${scheme}://bot.example:${port}`;
  const policy = { allow: [origin], loopbackAllowed: false, ownPorts: [] };
  const fetch = createGuardedFetch(policy, { resolve: to("127.0.0.1"), ...changes });
  return (init: RequestInit = secret) => fetch(`${origin}/v1`, init);
}

async function failure(promise: Promise<unknown>): Promise<BotFailureCause> {
  const error = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BotFailure);
  return (error as BotFailure).reason;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await Bun.sleep(2);
}

/** Requests that connect elsewhere than to where they are told. */
const elsewhere: Network["request"] = (options) =>
  http.request({
    ...options,
    lookup: (_host, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]),
  });

/** Resolves to these addresses. */
const to =
  (...addresses: string[]): Network["resolve"] =>
  async () =>
    addresses;

/** Where a request would go, without going there. */
function recorded() {
  const options: https.RequestOptions[] = [];
  const request = (asked: https.RequestOptions) => {
    options.push(asked);
    return http.request({ ...asked, protocol: "http:", host: "127.0.0.1", port: 1, lookup: undefined });
  };
  const targets = () => options.map(({ protocol, host, port, method }) => [protocol, host, port, method]);
  return { options, request, targets };
}

/** Accepts connections and never says a word. */
async function startSilentServer() {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => sockets.push(socket.on("error", () => undefined)));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as net.AddressInfo).port,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Alarms that go off when the test says so. */
function manualAlarms() {
  const alarms: { ms: number; run: () => void }[] = [];
  const after: Schedule = (ms, run) => {
    const alarm = { ms, run };
    alarms.push(alarm);
    return () => void alarms.splice(alarms.indexOf(alarm), alarms.includes(alarm) ? 1 : 0);
  };
  return { alarms, after };
}

describe("the other end of a connection", () => {
  test("is given nothing unless it has the address that was allowed", async () => {
    await using bot = await startBotServer(html());
    const fetch = fetchAt(bot, "http", { request: elsewhere, resolve: to("127.0.0.2") });

    expect(await failure(fetch())).toBe("unreachable");
    await until(() => bot.connections.opened === 1 && bot.connections.open === 0);
    expect(bot.requests).toBeEmpty();
  });

  test("is not one of this host's own ports, by whatever address of this host", async () => {
    await using bot = await startBotServer(html());
    const origin = `http://bot.example:${bot.port}`;
    const policy = { allow: [origin], loopbackAllowed: false, ownPorts: [bot.port] };
    const ask = (address: string) =>
      createGuardedFetch(policy, {
        resolve: to(address),
        ownAddresses: () => ["192.0.2.7"],
        request: recorded().request,
      })(origin);

    expect(await failure(ask("192.0.2.7"))).toBe("blocked");
    expect(await failure(ask("127.0.0.1"))).toBe("blocked");
    expect(await failure(ask("192.0.2.8"))).toBe("unreachable");
  });

  test("is every one that the name has: one forbidden address forbids all", async () => {
    await using bot = await startBotServer(html());
    const resolve = to("127.0.0.1", "169.254.169.254");
    expect(await failure(fetchAt(bot, "http", { resolve })())).toBe("blocked");
    expect(await failure(fetchAt(bot, "http", { resolve: to() })())).toBe("unreachable");
    expect(bot.connections.opened).toBe(0);
  });

  test("is an IPv4 address before an IPv6 address, on the scheme's own port unless one is named", async () => {
    const { request, targets, options } = recorded();
    const allow = ["http://bot.example", "https://bot.example"];
    const resolve = to("2606:4700:4700::1111", "8.8.8.8");
    const fetch = createGuardedFetch({ allow, loopbackAllowed: false, ownPorts: [] }, { resolve, request });
    for (const origin of allow) expect(await failure(fetch(`${origin}/v1`))).toBe("unreachable");

    expect(targets()).toEqual([
      ["http:", "bot.example", 80, "GET"],
      ["http:", "bot.example", 80, "GET"],
      ["https:", "bot.example", 443, "GET"],
      ["https:", "bot.example", 443, "GET"],
    ]);
    const addresses: unknown[] = [];
    for (const { lookup } of options)
      lookup?.("bot.example", { all: true }, (_error, found) => addresses.push(found));
    expect(addresses.slice(0, 2).flat()).toEqual([
      { address: "8.8.8.8", family: 4 },
      { address: "2606:4700:4700::1111", family: 6 },
    ]);
    options[0]?.lookup?.("bot.example", {}, (_error, address, family) => addresses.push([address, family]));
    expect(addresses.at(-1)).toEqual(["8.8.8.8", 4]);
  });

  test("is asked for by this host's own resolver", async () => {
    await using bot = await startBotServer(html());
    const policy = { allow: [], loopbackAllowed: true, ownPorts: [] };
    expect((await createGuardedFetch(policy)(`http://localhost:${bot.port}/v1`)).status).toBe(200);
  });
});

describe("a connection that is not made", () => {
  test("is given up after five seconds, and the next address is tried", async () => {
    await using silent = await startSilentServer();
    const { alarms, after } = manualAlarms();
    const resolve = to("127.0.0.1", "127.0.0.1");
    const asked = failure(fetchAt(silent, "https", { after, resolve })());
    for (const count of [1, 2]) {
      await until(() => silent.sockets.length === count && alarms.length === 1);
      expect(alarms.map(({ ms }) => ms)).toEqual([5_000]);
      alarms.shift()?.run();
    }

    expect(await asked).toBe("unreachable");
    expect(alarms).toBeEmpty();
  });

  test("is given up at once when the caller stops, and no other address is tried", async () => {
    await using silent = await startSilentServer();
    const stop = new AbortController();
    const resolve = to("127.0.0.1", "127.0.0.1");
    const init = { ...secret, signal: stop.signal };
    const asked = fetchAt(silent, "https", { resolve })(init).catch((error: unknown) => error);
    await until(() => silent.sockets.length === 1);
    stop.abort(new Error("enough"));

    expect(await asked).toEqual(new Error("enough"));
    expect(silent.sockets).toHaveLength(1);
    expect(getEventListeners(stop.signal, "abort")).toBeEmpty();
  });
});

describe("a connection that is made", () => {
  test("may take its time to answer", async () => {
    await using bot = await startBotServer(() => new Promise(() => undefined));
    const { alarms, after } = manualAlarms();
    const stop = new AbortController();
    const init = { ...secret, signal: stop.signal };
    const asked = fetchAt(bot, "http", { after })(init).catch((error: unknown) => error);
    await until(() => bot.requests.length === 1);

    expect(alarms).toBeEmpty();
    stop.abort(new Error("enough"));
    expect(await asked).toEqual(new Error("enough"));
  });

  test("and breaks off is not made again: the question may have been read", async () => {
    let asked = 0;
    const cut = net.createServer((socket) => {
      asked += 1;
      socket.on("error", () => undefined).once("data", () => socket.destroy());
    });
    await new Promise<void>((listening) => cut.listen(0, "127.0.0.1", listening));
    const { port } = cut.address() as net.AddressInfo;
    const resolve = to("127.0.0.1", "127.0.0.1");

    expect(await failure(fetchAt({ port }, "http", { resolve })())).toBe("unreachable");
    expect(asked).toBe(1);
    cut.close();
  });

  test("leaves nothing behind on the caller's signal", async () => {
    await using bot = await startBotServer(html());
    const { signal } = new AbortController();
    const response = await fetchAt(bot, "http", {})({ ...secret, signal });
    await response.text();
    expect(getEventListeners(signal, "abort")).toBeEmpty();
  });

  test("with a redirection is closed at once", async () => {
    await using bot = await startBotServer({ ...html(300), end: "never" });
    for (const status of [300, 304, 399]) {
      bot.follow({ ...html(status), body: [], end: "never" });
      expect(await failure(fetchAt(bot, "http", {})())).toBe("redirected");
      await until(() => bot.connections.open === 0);
    }
    bot.follow(html(400));
    expect((await fetchAt(bot, "http", {})()).status).toBe(400);
  });

  test("brings no body where the status has none", async () => {
    await using bot = await startBotServer({ ...html(204), body: [] });
    expect((await fetchAt(bot, "http", {})()).body).toBeNull();
    bot.follow({ ...html(205), body: [] });
    expect((await fetchAt(bot, "http", {})()).body).toBeNull();
    bot.follow({ ...html(203), body: [] });
    expect((await fetchAt(bot, "http", {})()).body).not.toBeNull();
  });

  test("says how long the question is, in bytes", async () => {
    await using bot = await startBotServer(html());
    await fetchAt(bot, "http", {})({ ...secret, body: '{"ä":1}' });
    expect(bot.requests[0]?.headers["content-length"]).toBe("8");
  });

  test("brings three mebibytes and not a byte more", async () => {
    const mebibyte = "x".repeat(1_024 * 1_024);
    await using bot: BotServer = await startBotServer(streams(mebibyte, mebibyte, mebibyte));
    expect(await (await fetchAt(bot, "http", {})()).text()).toHaveLength(3_145_728);
    bot.follow(streams(mebibyte, mebibyte, mebibyte, "x"));
    expect(await failure((await fetchAt(bot, "http", {})()).text())).toBe("not-compatible");
  });
});

async function startSecureServer() {
  let received = 0;
  const server = https.createServer(SELF_SIGNED, (_request, response) => {
    received += 1;
    response.end("Hello");
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as net.AddressInfo).port,
    received: () => received,
    [Symbol.dispose]: () => void server.close(),
  };
}

/** Requests of a host that trusts the certificate. */
const trusting: Network["request"] = (options) => https.request({ ...options, ca: SELF_SIGNED.cert });

describe("a server with a certificate", () => {
  test("is asked nothing when nobody vouches for it", async () => {
    using server = await startSecureServer();
    expect(await failure(fetchAt(server, "https", {})())).toBe("unreachable");
    expect(server.received()).toBe(0);
  });

  test("is asked when somebody does whom this host trusts", async () => {
    using server = await startSecureServer();
    expect(await (await fetchAt(server, "https", { request: trusting })()).text()).toBe("Hello");
  });
});
