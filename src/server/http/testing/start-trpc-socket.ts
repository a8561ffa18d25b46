import { TRPCError } from "@trpc/server";
import { type WebSocketClientOptions, createTRPCClient, createWSClient, wsLink } from "@trpc/client";
import { Elysia } from "elysia";
import type { SecurityEvent } from "#domain/security/security-event.ts";
import type { CallerRequest } from "../trpc/create-context-safely.ts";
import { type SocketLimits, createTrpcSocket } from "../socket/trpc-socket.ts";
import { createWarnOnce } from "../../limits/warn-once.ts";
import { WEBSOCKET_OPTIONS } from "../socket/websocket-options.ts";
import {
  PLAIN,
  type TestContext,
  type TestRouter,
  type Transformer,
  createTestRouter,
} from "./test-router.ts";

/** Options for a test. */
export interface TrpcSocketTestOptions {
  limits?: Partial<SocketLimits>;
  subscriptions?: number;
  socketsEach?: number;
  transformer?: Transformer;
  websocket?: object;
  /** The build that the server reports. */
  build?: string;
  /** `off` lifts the limits by time and address. */
  rateLimits?: "on" | "off";
  /** Runs in `onOpen`. */
  afterOpen?: () => void;
  /** Runs before `onClose`. */
  beforeLeave?: () => Promise<void>;
  /** Runs while a context is created. */
  beforeContext?: (callerRequest: CallerRequest) => Promise<void> | void;
}

const ORIGIN = "http://chat.example";

/** Starts an Elysia app on a free port that serves the test router over sockets, and creates clients for it. */
export function startTrpcSocket(options: TrpcSocketTestOptions = {}) {
  const transformer = options.transformer ?? PLAIN;
  const diary: string[] = [];
  const reports: string[] = [];
  const warnings: string[] = [];
  const events: SecurityEvent[] = [];
  const clients: { close: () => void }[] = [];
  const clock = { at: 0 };
  const socket = createTrpcSocket({
    router: createTestRouter(transformer),
    createContext: async (callerRequest): Promise<TestContext> => {
      diary.push("context");
      await options.beforeContext?.(callerRequest);
      return { who: identify(callerRequest), diary };
    },
    isAllowedOrigin: (origin) => origin === null || origin === ORIGIN,
    allowanceOf: ({ who }) => ({
      countedAs: who,
      sockets: options.socketsEach ?? 10,
      subscriptions: options.subscriptions ?? 8,
    }),
    onOpen({ who }) {
      diary.push(`${who} came`);
      options.afterOpen?.();
    },
    async onClose({ who }) {
      await options.beforeLeave?.();
      diary.push(`${who} left`);
    },
    report: (where, error) => void reports.push(`${where}: ${String(error)}`),
    warnOnce: createWarnOnce((line) => void warnings.push(line)),
    logSecurityEvent: (event) => void events.push(event),
    now: () => clock.at,
    random: () => 0.5,
    rateLimits: options.rateLimits ?? "on",
    build: options.build ?? null,
    limits: options.limits ?? {},
  });
  const app = new Elysia({ websocket: { ...WEBSOCKET_OPTIONS, ...options.websocket } })
    .get("/trpc", ({ request, server }) => socket.upgrade(request, server, addressIn(request)))
    .listen({ port: 0, hostname: "127.0.0.1", reusePort: false });
  const url = `ws://127.0.0.1:${app.server?.port}/trpc`;

  return {
    url,
    socket,
    diary,
    reports,
    warnings,
    events,
    clock,
    /** Creates a stock tRPC client, which identifies itself by connection parameters if it is given a name. */
    connect(who: string | null = "ada", more: Partial<WebSocketClientOptions> = {}) {
      const wsClient = createWSClient({
        url,
        retryDelayMs: () => 5,
        ...(who === null ? {} : { connectionParams: { who } }),
        ...more,
      });
      clients.push({ close: () => void wsClient.close().catch(() => {}) });
      const socketClient: { close: () => Promise<void> } = wsClient;
      return {
        wsClient: socketClient,
        api: createTRPCClient<TestRouter>({ links: [wsLink({ client: wsClient, transformer })] }),
      };
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await app.stop(true);
    },
  };
}

/** Reads the address that a client claims, in place of a proxy. */
function addressIn(request: Request): string {
  return request.headers.get("x-test-address") ?? "192.0.2.1";
}

function identify({ connectionParams }: CallerRequest): string {
  const who = connectionParams?.["who"] ?? "somebody";
  if (who === "stranger") throw new TRPCError({ code: "UNAUTHORIZED", message: "who are you?" });
  if (who === "accident") throw new Error("database is on fire");
  return who;
}
