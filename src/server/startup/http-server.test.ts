import { describe, expect, test } from "bun:test";
import { ENGINES, SQLITE } from "../db/testing/engines.ts";
import { LIMITS } from "../http/limits/limits.ts";
import { RawWebSocketClient } from "../http/testing/raw-websocket-client.ts";
import { openChat } from "../testing/open-chat.ts";
import { ADMIN, type Client, startTestServer, type TestServer, until } from "../testing/test-server.ts";

const message = (text: string) => ({ clientId: crypto.randomUUID(), text });

async function presenceOf(ana: Client, name: string): Promise<boolean | undefined> {
  return (await ana.agent.colleagues.query()).find((colleague) => colleague.name === name)?.present;
}

describe.each(ENGINES)("a server on $name", (engine) => {
  test("lets a customer and a member chat, each by their own credentials", async () => {
    await using server = await startTestServer(await engine.open());
    const ana = await server.member(ADMIN);
    const { sessionId, customer } = await openChat(server);
    await customer.message.send.mutate({ sessionId, ...message("Hello") });
    await ana.message.reply.mutate({ sessionId, ...message("Hi") });

    expect(JSON.stringify(await customer.session.current.query())).toContain('"Hi"');
    await expect(ana.session.current.query()).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });
    await expect(customer.agent.me.query()).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });
    const forged = { "x-widget-key": server.widgetKey, authorization: `Bearer ${"x".repeat(43)}` };
    expect((await fetch(`${server.origin}/trpc/session.current`, { headers: forged })).status).toBe(401);
    expect(server.logLines.filter((line) => line.includes("what=entrance"))).toHaveLength(1);
  });

  test("knows that a member is there once a socket of theirs is open", async () => {
    await using server = await startTestServer(await engine.open());
    const ana = await server.member(ADMIN);
    const ben = await server.addAgent("ben");
    expect(await presenceOf(ana, "ben")).toBe(false);
    const cookie = await server.signIn(ben);
    const url = `${server.origin.replace("http", "ws")}/trpc`;
    await using socket = new RawWebSocketClient(url, { cookie, origin: server.origin });
    await until(() => socket.status === 101);
    socket.send('{"id":1,"method":"query","params":{"path":"agent.me"}}');
    await until(async () => (await presenceOf(ana, "ben")) === true);
  });

  test("shows the chat of the first company on the demo page, in its colours and on its sites", async () => {
    await using server = await startTestServer(await engine.open());
    const ana = await server.member(ADMIN);
    const widget = { companyName: "Fern", greeting: "Hi", brandColour: "#336699" };
    await ana.settings.setWidget.mutate(widget);
    await ana.settings.setSites.mutate({ sites: ["fern.shop"] });
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${server.origin}${path}`, { redirect: "manual", headers });
    const settings = `/widget/${server.widgetKey}/settings.json`;

    expect((await ask("/demo")).headers.get("location")).toMatch(
      new RegExp(`^/demo\\?widget=${server.widgetKey}&mark=[0-9a-z]+\\.[\\w-]{16}$`),
    );
    expect(await (await ask(settings)).json()).toEqual({ brand: "#336699", onBrand: expect.any(String) });
    expect((await ask(settings, { origin: "https://fern.shop" })).status).toBe(200);
    expect((await ask(settings, { origin: "https://evil.example" })).status).toBe(403);
    expect((await ask("/widget/wk_unknown/settings.json")).status).toBe(404);
  });

  test("is ready until it stops", async () => {
    await using server = await startTestServer(await engine.open());
    const status = async () => (await fetch(`${server.origin}/readyz`)).status;

    expect(await status()).toBe(200);
  });
});

async function statusFrom(server: TestServer, headers: Record<string, string>): Promise<number> {
  await using socket = new RawWebSocketClient(`${server.origin.replace("http", "ws")}/trpc`, headers);
  await until(() => socket.status !== 0);
  return socket.status;
}

describe("a socket", () => {
  test("is for pages of our own origin, which every browser names", async () => {
    await using server = await startTestServer(await SQLITE.open());

    expect(await statusFrom(server, { origin: server.origin })).toBe(101);
    expect(await statusFrom(server, { origin: "https://evil.example" })).toBe(403);
    expect(await statusFrom(server, {})).toBe(403);
  });

  test("tells a page which build it is", async () => {
    await using server = await startTestServer(await SQLITE.open(), Date.now, { build: "abc" });
    await using socket = new RawWebSocketClient(`${server.origin.replace("http", "ws")}/trpc`, {
      origin: server.origin,
    });
    await until(() => socket.status === 101);
    socket.send('{"id":1,"method":"query","params":{"path":"account.setUpState","input":{"token":"t"}}}');
    await until(() => socket.texts.length > 1);

    expect(socket.messages[0]).toEqual({ method: "build", build: "abc" });
  });
});

describe("with limits", () => {
  test("a customer who does not heed refusals loses their connections, and is let in again after a minute", async () => {
    const clock = { at: Date.now() };
    await using server = await startTestServer(await SQLITE.open(), () => clock.at, { rateLimits: "on" });
    const { sessionId, token } = await openChat(server);
    const send = async () => {
      const response = await fetch(`${server.origin}/trpc/message.send`, {
        method: "POST",
        headers: {
          origin: server.origin,
          "x-requested-by": "switchboard",
          "content-type": "application/json",
          "x-widget-key": server.widgetKey,
          authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({ sessionId, ...message("again") }),
      });
      return { status: response.status, text: await response.text() };
    };
    const { refusedSends, ms } = LIMITS.sendCooldown;
    let last = await send();
    for (let n = 0; !last.text.includes(`"retryAfterMs":${ms}`) && n < 2 * refusedSends.capacity; n += 1) {
      // Single calls have a limit of their own, which is refilled meanwhile.
      clock.at += 50;
      last = await send();
    }

    expect(last.status).toBe(429);
    clock.at += ms - 1;
    expect(await send()).toMatchObject({ status: 429, text: expect.stringContaining('"retryAfterMs":1') });
    clock.at += 1;
    expect((await send()).status).toBe(200);
  }, 60_000);
});

test("before there is a company the pages say so, and it is asked for no more once there is one", async () => {
  await using server = await startTestServer(await SQLITE.open());

  for (let n = 0; n < 2; n += 1) expect((await fetch(`${server.origin}/nowhere`)).status).toBe(404);
});
