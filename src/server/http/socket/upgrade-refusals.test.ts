import { describe, expect, test } from "bun:test";
import { RawWebSocketClient } from "../testing/raw-websocket-client.ts";
import { startTrpcSocket } from "../testing/start-trpc-socket.ts";
import { until } from "../testing/wait-until.ts";

const http = (world: ReturnType<typeof startTrpcSocket>) => world.url.replace("ws:", "http:");

describe("a request for a socket that a proxy has taken the wish out of", () => {
  test.each([
    ["", { "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" }],
    ["", { "sec-websocket-version": "13" }],
    ["", { "sec-fetch-mode": "websocket" }],
    ["?connectionParams=1", {}],
  ])("is said once in the log, and named to whoever asks from there: %j %j", async (query, traces) => {
    await using world = startTrpcSocket();
    for (let n = 0; n < 3; n += 1) {
      const response = await fetch(http(world) + query, { headers: { ...traces } });
      expect(response.status).toBe(426);
    }

    expect(world.warnings).toHaveLength(1);
    expect(world.warnings[0]).toContain("proxy_set_header Upgrade $http_upgrade");
    const asked = await fetch(http(world));
    expect(asked.headers.get("x-socket-refused")).toBe("426");
    const elsewhere = await fetch(http(world), { headers: { "x-test-address": "198.51.100.9" } });
    expect(elsewhere.headers.get("x-socket-refused")).toBeNull();
  });

  test("is not one that never wanted a socket", async () => {
    await using world = startTrpcSocket();
    const response = await fetch(http(world), { headers: { "sec-fetch-mode": "cors" } });

    expect([response.status, response.headers.get("x-socket-refused")]).toEqual([426, null]);
    expect(world.warnings).toEqual([]);
  });

  test("is forgotten once a socket comes through from there", async () => {
    await using world = startTrpcSocket();
    await fetch(`${http(world)}?connectionParams=1`);
    await world.connect().api.echo.query("hello");

    expect((await fetch(http(world))).headers.get("x-socket-refused")).toBeNull();
  });

  test("of a page of another origin is told apart", async () => {
    await using world = startTrpcSocket();
    await using client = new RawWebSocketClient(world.url, { origin: "http://other.example" });
    await until(() => client.status === 403);

    expect((await fetch(http(world))).headers.get("x-socket-refused")).toBe("403");
    expect(world.warnings).toEqual([]);
  });
});
