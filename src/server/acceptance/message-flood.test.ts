import { describe, expect, test } from "bun:test";
import type { SessionId } from "#domain/model/ids.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { REQUESTED_BY } from "../http/security/csrf.ts";
import { RawWebSocketClient } from "../http/testing/raw-websocket-client.ts";
import { ADMIN, startTestServer, until, type TestServer } from "../testing/test-server.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const TOO_MANY = 4429;

async function post(server: TestServer, path: string, input: object, headers: Record<string, string>) {
  const response = await fetch(`${server.origin}/trpc/${path}`, {
    method: "POST",
    headers: {
      origin: server.origin,
      "content-type": "application/json",
      [REQUESTED_BY.name]: REQUESTED_BY.value,
      ...headers,
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: await response.text() };
}

/** Opens an authenticated socket of a customer. */
async function socketOf(server: TestServer, token: string): Promise<RawWebSocketClient> {
  const url = `${server.origin.replace("http", "ws")}/trpc?connectionParams=1`;
  const client = new RawWebSocketClient(url, { origin: server.origin });
  await until(() => client.status === 101);
  const data = { widgetKey: server.widgetKey, token };
  client.send(JSON.stringify({ method: "connectionParams", data }));
  client.send('{"id":0,"method":"query","params":{"path":"session.current"}}');
  await until(() => client.texts.some((text) => text.includes('"id":0')) || client.closeCode !== null);
  return client;
}

const message = (sessionId: SessionId) => ({ sessionId, clientId: crypto.randomUUID(), text: "Now!" });
const key = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");

describe.each([...ENGINES])("on $name", ({ open }) => {
  test("a customer who writes on, whatever they are told, loses their sockets and comes in again after a minute", async () => {
    const clock = { at: Date.now() };
    await using server = await startTestServer(await open({ now: () => clock.at }), () => clock.at, {
      rateLimits: "on",
    });
    const { sessionId, token } = await server
      .customer()
      .session.open.mutate({ key: key(), name: "Maria", email: "maria@example.com" });
    const sockets: RawWebSocketClient[] = [];
    for (let i = 0; i < 5; i += 1) sockets.push(await socketOf(server, token));

    for (const socket of sockets)
      for (let id = 1; id < 60; id += 1) {
        const params = { path: "message.send", input: message(sessionId) };
        socket.send(JSON.stringify({ id, method: "mutation", params }));
      }
    await until(() => sockets.every(({ texts }) => texts.length >= 60));
    expect(sockets.map(({ closeCode }) => closeCode)).toEqual([null, null, null, null, null]);
    const headers = { "x-widget-key": server.widgetKey, authorization: `Bearer ${token}` };
    for (let i = 0; i < 25 && sockets[0]?.closeCode === null; i += 1)
      await post(server, "message.send", message(sessionId), headers);

    await until(() => sockets.every(({ closeCode }) => closeCode === TOO_MANY));
    const refused = await post(server, "session.keepOpen", { sessionId }, headers);
    expect([refused.status, refused.body]).toEqual([
      429,
      expect.stringContaining(`"retryAfterMs":${MINUTE}`),
    ]);
    const again = await socketOf(server, token);
    expect(again.closeCode).toBe(TOO_MANY);
    clock.at += MINUTE;
    expect((await post(server, "message.send", message(sessionId), headers)).status).toBe(200);
    for (const socket of [...sockets, again]) await socket[Symbol.asyncDispose]();
  });

  test("a member who changes more than a person can is told when to go on, and reads on", async () => {
    const at = Date.now();
    await using server = await startTestServer(await open({ now: () => at }), () => at, { rateLimits: "on" });
    const cookie = await server.signIn(ADMIN);
    const act = () => post(server, "agent.setAvailable", { available: true }, { cookie });

    const statuses: number[] = [];
    for (let i = 0; i < 30; i += 1) statuses.push((await act()).status);
    const refused = await act();

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect([refused.status, refused.body]).toEqual([429, expect.stringContaining('"retryAfterMs":200')]);
    const look = await post(server, "agent.look", { customerIds: [] }, { cookie });
    expect(look.status).toBe(200);
  });
});
