import { beforeAll, describe, expect, test } from "bun:test";
import {
  ensureReverseProxies,
  startHaproxy,
  startNginx,
  type ReverseProxy,
} from "../../../../test/reverse-proxy.ts";
import { SQLITE } from "../../db/testing/engines.ts";
import { startTestServer } from "../../testing/test-server.ts";

const INSTALL_TIMEOUT_MS = 300_000;
const UPGRADE = "proxy_set_header Upgrade $http_upgrade;";

/** Whether a browser's request for a socket, sent to the proxy, comes to one; and what the server says meanwhile. */
async function connectThrough(startProxy: (upstream: string) => Promise<ReverseProxy>) {
  await using server = await startTestServer(await SQLITE.open());
  await using proxy = await startProxy(new URL(server.origin).host);
  const attempt = () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const headers = { origin: server.origin };
    const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/trpc?connectionParams=1`, {
      headers,
    } as never);
    socket.addEventListener("open", () => resolve(true));
    socket.addEventListener("close", () => resolve(false));
    return promise.finally(() => socket.close());
  };
  const isOpen = (await attempt()) && (await attempt());
  const asked = await fetch(`${proxy.origin}/trpc`);
  return {
    isOpen,
    warnings: server.logLines.filter((line) => line.startsWith("warning:")),
    refused: asked.headers.get("x-socket-refused"),
  };
}

beforeAll(ensureReverseProxies, INSTALL_TIMEOUT_MS);

describe("a proxy that takes Upgrade away", () => {
  test.each([
    ["nginx as it comes", (upstream: string) => startNginx(upstream, "")],
    ["HAProxy told so", (upstream: string) => startHaproxy(upstream, ["http-request del-header Upgrade"])],
    [
      "HAProxy that leaves no trace of it",
      (upstream: string) =>
        startHaproxy(upstream, [
          "http-request del-header Upgrade",
          "http-request del-header sec-websocket- -m beg",
          "http-request del-header sec-fetch- -m beg",
        ]),
    ],
  ])("is named in the log, and to the app that asks: %s", async (_name, startProxy) => {
    const { isOpen, warnings, refused } = await connectThrough(startProxy);

    expect(isOpen).toBe(false);
    expect(warnings).toEqual([
      expect.stringContaining("a WebSocket came without its Upgrade header: the proxy"),
    ]);
    expect(refused).toBe("426");
  });
});

describe("a proxy that passes WebSockets on", () => {
  test.each([
    [
      "nginx as the log advises",
      (upstream: string) =>
        startNginx(upstream, `proxy_http_version 1.1; ${UPGRADE} proxy_set_header Connection "upgrade";`),
    ],
    ["HAProxy as it comes", (upstream: string) => startHaproxy(upstream, [])],
  ])("is not: %s", async (_name, startProxy) => {
    expect(await connectThrough(startProxy)).toEqual({ isOpen: true, warnings: [], refused: null });
  });
});
