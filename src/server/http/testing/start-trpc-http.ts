import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { TRPCError } from "@trpc/server";
import { Elysia } from "elysia";
import { LIMITS } from "../limits/limits.ts";
import { createRateLimiter } from "../../limits/rate-limiter.ts";
import { createTrpcHttp } from "../trpc/trpc-http.ts";
import {
  PLAIN,
  type TestContext,
  type TestRouter,
  type Transformer,
  createTestRouter,
} from "./test-router.ts";

const ORIGIN = "http://chat.example";

/** Starts an Elysia app on a free port that serves the test router over HTTP, and creates clients for it. */
export function startTrpcHttp({ transformer = PLAIN }: { transformer?: Transformer } = {}) {
  const diary: string[] = [];
  const reports: string[] = [];
  const answer = createTrpcHttp({
    router: createTestRouter(transformer),
    createContext: ({ request, address }): TestContext => {
      const who = request.headers.get("authorization") ?? address;
      if (who === "stranger") throw new TRPCError({ code: "UNAUTHORIZED", message: "who are you?" });
      if (who === "accident") throw new Error("database is on fire");
      return { who, diary };
    },
    isOurOrigin: (origin) => origin === ORIGIN,
    calls: createRateLimiter(LIMITS.httpCalls, { mode: "on", now: () => 0, maxKeys: 10 }),
    report: (where, error) => void reports.push(`${where}: ${String(error)}`),
    logSecurityEvent: () => {},
  });
  const handle = ({ request }: { request: Request }) => answer(request, "192.0.2.1");
  const app = new Elysia()
    .get("/trpc/*", handle)
    .post("/trpc/*", handle, { parse: "none" })
    .listen({ port: 0, hostname: "127.0.0.1", reusePort: false });
  const url = `http://127.0.0.1:${app.server?.port}/trpc`;
  const headers = { origin: ORIGIN, "x-requested-by": "switchboard" };

  return {
    url,
    headers,
    diary,
    reports,
    /** Creates a stock tRPC client that counts its requests. */
    connect(who?: string) {
      let requests = 0;
      const connection = httpBatchLink({
        url,
        transformer,
        headers: who === undefined ? headers : { ...headers, authorization: who },
        fetch(input, init) {
          requests += 1;
          return fetch(input, init as RequestInit);
        },
      });
      return { requests: () => requests, api: createTRPCClient<TestRouter>({ links: [connection] }) };
    },
    async [Symbol.asyncDispose]() {
      await app.stop(true);
    },
  };
}
