import { TRPCError } from "@trpc/server";
import { Elysia } from "elysia";
import { createTrpcSocket } from "#server/http/socket/trpc-socket.ts";
import { WEBSOCKET_OPTIONS } from "#server/http/socket/websocket-options.ts";
import { Log, testRouter, type TestContext } from "./test-router.ts";

/** Starts the product's WebSocket server with the test router, on a free port, where it can be restarted. */
export function startTestServer() {
  const log = new Log();
  const events: string[] = [];
  let running = run(0);
  const port = running.app.server?.port ?? 0;

  function run(at: number) {
    const socket = createTrpcSocket({
      router: testRouter,
      createContext: ({ connectionParams }): TestContext => {
        const who = connectionParams?.["who"] ?? "nobody";
        events.push(`${who} connects`);
        if (who === "unknown") throw new TRPCError({ code: "UNAUTHORIZED", message: "who are you?" });
        if (who === "accident") throw new Error("on purpose");
        return { who, log, events };
      },
      isAllowedOrigin: () => true,
      allowanceOf: ({ who }) => ({ countedAs: who, sockets: 100, subscriptions: 100 }),
      onOpen: () => {},
      onClose: () => {},
      report: () => {},
      warnOnce: () => {},
      logSecurityEvent: () => {},
      now: () => 0,
      random: () => 0.5,
      rateLimits: "off",
      build: null,
    });
    const app = new Elysia({ websocket: WEBSOCKET_OPTIONS })
      .get("/trpc", ({ request, server }) => socket.upgrade(request, server, "192.0.2.1"))
      .listen({ port: at, hostname: "127.0.0.1", reusePort: false });
    return { socket, app };
  }

  return {
    url: `ws://127.0.0.1:${port}/trpc`,
    log,
    events,
    count: () => running.socket.count(),
    notifyReconnect: () => running.socket.notifyReconnect(),
    closeAll: (code: number) => running.socket.closeWhere(() => true, code, "test"),
    /** Closes all connections and stops until `restart`. */
    stop: () => running.app.stop(true),
    restart() {
      running = run(port);
    },
    async [Symbol.asyncDispose]() {
      await running.app.stop(true);
    },
  };
}
