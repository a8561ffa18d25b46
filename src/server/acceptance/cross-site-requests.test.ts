import { describe, expect, test } from "bun:test";
import { databaseHash } from "../db/testing/database-hash.ts";
import { SQLITE } from "../db/testing/engines.ts";
import { REQUESTED_BY } from "../http/security/csrf.ts";
import { RawWebSocketClient } from "../http/testing/raw-websocket-client.ts";
import { ADMIN, startTestServer, until, type TestServer } from "../testing/test-server.ts";

const EVIL = "https://evil.example";
const INPUT = JSON.stringify({ answers: "agents" });

async function openWorld(): Promise<TestServer> {
  return startTestServer(await SQLITE.open());
}

/** The requests that a form of another site can send, and that its scripts can send without a preflight. */
function forms(): [name: string, body: BodyInit, headers: Record<string, string>][] {
  const multipart = new FormData();
  multipart.set("answers", "agents");
  return [
    ["urlencoded", new URLSearchParams({ answers: "agents" }), {}],
    ["text/plain", INPUT, { "content-type": "text/plain" }],
    ["multipart", multipart, {}],
    ["octet-stream", new Blob([INPUT]), { "content-type": "application/octet-stream" }],
    ["JSON", INPUT, { "content-type": "application/json" }],
    ["JSON with a charset", INPUT, { "content-type": "application/json; charset=utf-8" }],
    ["JSON in capitals", INPUT, { "content-type": "APPLICATION/JSON" }],
    ["two types", INPUT, { "content-type": "application/json, text/plain" }],
  ];
}

/** Origins that resemble ours, which is `http://localhost:PORT`, but differ from it. */
function spellings(port: string): (string | null)[] {
  return [
    null,
    "",
    "null",
    "undefined",
    EVIL,
    `https://localhost:${port}`,
    `http://localhost`,
    `http://localhost:${Number(port) + 1}`,
    `http://localhost:${port}/`,
    `http://localhost:${port}.evil.example`,
    `http://localhost.evil.example:${port}`,
    `http://evil-localhost:${port}`,
    `http://localhost.:${port}`,
    `http://LOCALHOST:${port}`,
    `HTTP://localhost:${port}`,
    `http://127.0.0.1:${port}`,
    `http://[::1]:${port}`,
    `http://user@localhost:${port}`,
    `http://localhost:${port}@evil.example`,
    `http://localhost:${port}, ${EVIL}`,
    `${EVIL} http://localhost:${port}`,
    `file://localhost:${port}`,
  ];
}

describe("a page of another site, in the browser of an admin who is signed in,", () => {
  test("changes nothing by any form, whatever it calls itself", async () => {
    await using server = await openWorld();
    const cookie = await server.signIn(ADMIN);
    const before = await databaseHash(server.composition.store);
    const disguises: Record<string, string>[] = [
      { origin: EVIL },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { origin: EVIL, "sec-fetch-site": "same-origin", [REQUESTED_BY.name]: REQUESTED_BY.value },
      { origin: EVIL, "x-forwarded-host": new URL(server.origin).host, referer: `${server.origin}/settings` },
      {},
    ];

    for (const path of ["/trpc/settings.turnSwitch", "/trpc/team.invite?batch=1", "/api/auth/sign-out"]) {
      for (const [name, body, own] of forms()) {
        for (const disguise of disguises) {
          const headers = { cookie, ...own, ...disguise };
          const response = await fetch(server.origin + path, { method: "POST", headers, body });
          expect([path, name, response.status]).toEqual([path, name, 403]);
        }
      }
    }

    expect(await databaseHash(server.composition.store)).toBe(before);
  });

  test("changes nothing even with our origin in its mouth, unless it can set our header and speaks JSON", async () => {
    await using server = await openWorld();
    const cookie = await server.signIn(ADMIN);
    const before = await databaseHash(server.composition.store);
    const ours = { cookie, origin: server.origin };

    for (const [name, body, own] of forms()) {
      const headers = { ...own, ...ours };
      const bare = await fetch(`${server.origin}/trpc/settings.turnSwitch`, {
        method: "POST",
        headers,
        body,
      });
      const withHeader = { ...headers, [REQUESTED_BY.name]: REQUESTED_BY.value };
      const marked = name.startsWith("JSON")
        ? null
        : await fetch(`${server.origin}/trpc/settings.turnSwitch`, {
            method: "POST",
            headers: withHeader,
            body,
          });
      expect([name, bare.status, marked?.status ?? 415]).toEqual([name, 403, 415]);
    }

    expect(await databaseHash(server.composition.store)).toBe(before);
  });

  test("changes nothing by another method, nor by one that says it is another", async () => {
    await using server = await openWorld();
    const cookie = await server.signIn(ADMIN);
    const before = await databaseHash(server.composition.store);
    const url = `${server.origin}/trpc/settings.turnSwitch?input=${encodeURIComponent(INPUT)}`;
    const ask = async (method: string, more: Record<string, string> = {}, address = url) =>
      (await fetch(address, { method, headers: { cookie, ...more } })).status;

    for (const override of ["x-http-method-override", "x-http-method", "x-method-override"])
      expect(await ask("GET", { [override]: "POST" })).toBe(405);
    expect(await ask("GET", {}, `${url}&_method=POST`)).toBe(405);
    // tRPC responds to every HEAD without a body, and runs nothing.
    expect(await ask("HEAD")).toBe(204);
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
      expect(await ask(method)).toBe(405);

    expect(await databaseHash(server.composition.store)).toBe(before);
  });

  test("reads nothing: no answer may be shared, and what the browser calls another site's is refused", async () => {
    await using server = await openWorld();
    const headers = { cookie: await server.signIn(ADMIN), origin: EVIL };

    const told = await fetch(`${server.origin}/trpc/agent.me`, {
      headers: { ...headers, "sec-fetch-site": "cross-site" },
    });
    const untold = await fetch(`${server.origin}/trpc/agent.me`, { headers });

    expect(told.status).toBe(403);
    for (const { headers: answered } of [told, untold]) {
      expect(answered.get("access-control-allow-origin")).toBeNull();
      expect(answered.get("cross-origin-resource-policy")).toBe("same-origin");
    }
  });
});

describe("a socket", () => {
  test("is given to our own origin alone, spelled exactly, with a member's cookie or without", async () => {
    await using server = await openWorld();
    const { port } = new URL(server.origin);
    const url = `${server.origin.replace("http", "ws")}/trpc`;
    const cookie = await server.signIn(ADMIN);
    const statusFor = async (headers: Record<string, string>) => {
      await using client = new RawWebSocketClient(url, headers);
      await until(() => client.status !== 0);
      return client.status;
    };

    for (const origin of spellings(port)) {
      const named: Record<string, string> = origin === null ? {} : { origin };
      expect([origin, await statusFor({ cookie, ...named })]).toEqual([origin, 403]);
      expect([origin, await statusFor(named)]).toEqual([origin, 403]);
    }
    expect(await statusFor({ cookie, origin: server.origin })).toBe(101);
  });

  test("of a widget is not looked at for cookies: a member who reads a shop is a visitor there", async () => {
    await using server = await openWorld();
    const cookie = await server.signIn(ADMIN);
    const url = `${server.origin.replace("http", "ws")}/trpc?connectionParams=1`;
    await using client = new RawWebSocketClient(url, { cookie, origin: server.origin });
    await until(() => client.status === 101);

    client.send(JSON.stringify({ method: "connectionParams", data: { widgetKey: server.widgetKey } }));
    client.send('{"id":1,"method":"query","params":{"path":"agent.me","input":{}}}');
    await until(() => client.texts.length > 0);

    expect(client.messages[0]).toMatchObject({ error: { data: { code: "UNAUTHORIZED" } } });
  });

  test.each([
    { widgetKey: "wk_unknown" },
    { widgetKey: "real", token: "forged".repeat(8) },
    { widgetKey: "real", token: "" },
    { widgetKey: "__proto__" },
  ])("that shows %p is closed as unauthorized, and no call of it runs", async (shown) => {
    await using server = await openWorld();
    const url = `${server.origin.replace("http", "ws")}/trpc?connectionParams=1`;
    const data = { ...shown, widgetKey: shown.widgetKey === "real" ? server.widgetKey : shown.widgetKey };
    await using client = new RawWebSocketClient(url, { origin: server.origin });
    await until(() => client.status === 101);

    client.send(JSON.stringify({ method: "connectionParams", data }));
    client.send('{"id":1,"method":"query","params":{"path":"session.greeting","input":{}}}');
    await until(() => client.isClosed);

    expect(client.closeCode).toBe(4401);
    expect(client.messages.every((message) => Object(message).error !== undefined)).toBe(true);
  });

  test("is not moved by a frame that is nested as deep as it is long", async () => {
    await using server = await openWorld();
    await using client = new RawWebSocketClient(`${server.origin.replace("http", "ws")}/trpc`, {
      origin: server.origin,
    });
    await until(() => client.status === 101);
    const depth = 32_000;

    client.send("[".repeat(depth) + "]".repeat(depth));
    const deep = "[".repeat(30_000) + "]".repeat(30_000);
    client.send(`{"id":1,"method":"query","params":{"path":"account.setUpState","input":${deep}}}`);
    client.send('{"id":2,"method":"query","params":{"path":"agent.me","input":{}}}');
    await until(() => client.texts.some((text) => text.includes('"id":2')));

    expect(client.messages.find((message) => Object(message).id === 1)).toMatchObject({
      error: { data: { code: "BAD_REQUEST" } },
    });
  });
});
