import { describe, expect, test } from "bun:test";
import { SQLITE } from "../../db/testing/engines.ts";
import { RawWebSocketClient } from "../../http/testing/raw-websocket-client.ts";
import { startTestServer, until } from "../../testing/test-server.ts";

describe("what our stack has stumbled over", () => {
  test.each([
    "null",
    '"connectionParams"',
    '{"method":"connectionParams","data":"invalid"}',
    '{"method":"connectionParams","data":{"widgetKey":1}}',
    '{"method":"connectionParams","data":[1]}',
    '{"method":"connectionParams"}',
    '{"method":"connectionParams","data":{"__proto__":{"widgetKey":"wk"},"constructor":{}}}',
    "{",
  ])("a greeting such as %s ends or empties that connection, and no other", async (greeting) => {
    await using server = await startTestServer(await SQLITE.open());
    const url = `${server.origin.replace("http", "ws")}/trpc?connectionParams=1`;
    await using client = new RawWebSocketClient(url, { origin: server.origin });
    await until(() => client.status === 101);

    client.send(greeting);
    client.send('{"id":1,"method":"query","params":{"path":"session.greeting","input":{}}}');
    await until(() => client.isClosed || client.texts.length > 0);

    expect(client.messages.every((message) => Object(message).error !== undefined)).toBe(true);
    expect(await server.customer().session.greeting.query()).toHaveProperty("companyName");
  });

  test.each<[string, () => RequestInit, string]>([
    ["a form", () => ({ method: "POST", body: polluting() }), "/trpc/account.setUp"],
    [
      "a cookie",
      () => ({ headers: { cookie: "__proto__=polluted; constructor=polluted; a.__proto__.b=1" } }),
      "/inbox",
    ],
    ["a query", () => ({}), "/demo?__proto__[polluted]=1&constructor[prototype][polluted]=1"],
    [
      "an input",
      () => ({}),
      `/trpc/account.setUpState?input=${encodeURIComponent('{"__proto__":{"polluted":1},"token":"a"}')}`,
    ],
  ])("%s pollutes no prototype", async (_name, init, path) => {
    await using server = await startTestServer(await SQLITE.open());

    const response = await fetch(server.origin + path, { redirect: "manual", ...init() });

    expect(response.status).toBeLessThan(500);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(Object(Object.create(null))).not.toHaveProperty("polluted");
  });
});

function polluting(): FormData {
  const form = new FormData();
  form.set("__proto__[polluted]", "1");
  form.set("constructor.prototype.polluted", "1");
  return form;
}
