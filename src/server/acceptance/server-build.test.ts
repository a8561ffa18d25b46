import { expect, test } from "bun:test";
import { SQLITE } from "../db/testing/engines.ts";
import { RawWebSocketClient } from "../http/testing/raw-websocket-client.ts";
import { startTestServer, until } from "../testing/test-server.ts";

test("whoever connects is told which build the server's pages are of", async () => {
  await using server = await startTestServer(await SQLITE.open(), Date.now, { build: "abc" });
  const { origin, widgetKey } = server;
  await using client = new RawWebSocketClient(`${origin}/trpc?connectionParams=1`, { origin });
  await until(() => client.status !== 0);

  client.send(JSON.stringify({ method: "connectionParams", data: { widgetKey } }));
  await until(() => client.texts.length > 0);

  expect(client.messages[0]).toEqual({ method: "build", build: "abc" });
});
