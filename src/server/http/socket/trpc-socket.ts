import type { IncomingMessage } from "node:http";
import type { AnyTRPCRouter, inferRouterContext, TRPCError } from "@trpc/server";
import {
  type CreateWSSContextFnOptions,
  type WSSHandlerOptions,
  getWSConnectionHandler,
} from "@trpc/server/adapters/ws";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import type { CreateContext, ReportError } from "../trpc/create-context-safely.ts";
import { addressKey } from "../security/client-address.ts";
import { LIMITS } from "../limits/limits.ts";
import type {
  ConnectionBuckets,
  ConnectionLimits,
  ConnectionDeps,
  HandlerBinding,
} from "./connection-types.ts";
import type { RateLimitMode } from "../../limits/rate-limiter.ts";
import type { WarnOnce } from "../../limits/warn-once.ts";
import { createTokenBucket, type Rate, UNLIMITED_BUCKET } from "../../limits/token-bucket.ts";
import { rejectedCallResponse } from "../trpc/rejected-call-response.ts";
import { createUpgradeRefusals } from "./upgrade-refusals.ts";
import { SocketConnection } from "./socket-connection.ts";
import { type ConnectionCaps, type SilenceLimit, ConnectionRegistry } from "./connection-registry.ts";
import { ConnectionSubscriptions } from "../trpc/connection-subscriptions.ts";
import { createKeyedCounter } from "../../limits/keyed-counter.ts";
import { createConnectPacer, type Pace } from "../limits/connect-pacer.ts";
import type { ConnectionAllowance } from "./connection-allowance.ts";

/** The limits of sockets: those of `LIMITS` unless overridden. */
export interface SocketLimits extends ConnectionLimits {
  sockets: ConnectionCaps;
  socketSilence: SilenceLimit;
  connectPace: Pace;
  socketsPerCollection: number;
  socketCalls: Rate;
  socketMisuse: Rate;
}

/** Dependencies and callbacks of the tRPC sockets. */
export interface TrpcSocketOptions<Router extends AnyTRPCRouter> {
  router: Router;
  createContext: CreateContext<inferRouterContext<Router>>;
  /** Whether pages of this origin may open a socket; `null` for a client that sends none. */
  isAllowedOrigin: (origin: string | null) => boolean;
  allowanceOf: (context: inferRouterContext<Router>) => ConnectionAllowance;
  /** Called once a caller's context is created, which begins their presence. */
  onOpen: (context: inferRouterContext<Router>) => void | Promise<void>;
  /** Called once after `onOpen` has settled and the connection is closed, which ends their presence. */
  onClose: (context: inferRouterContext<Router>) => void | Promise<void>;
  report: ReportError;
  warnOnce: WarnOnce;
  logSecurityEvent: LogSecurityEvent;
  /** Returns epoch milliseconds. */
  now: () => number;
  /** Returns a number in [0, 1). */
  random: () => number;
  /** `off` lifts limits by time or address. Lengths and counts per socket still apply. */
  rateLimits: RateLimitMode;
  /** The build of the pages served here, sent to every client that connects; `null` to send nothing. */
  build: string | null;
  limits?: Partial<SocketLimits>;
}

/** The part of Bun's server that an upgrade needs. */
export interface Upgrader {
  upgrade: (request: Request, options: { data: object }) => boolean;
}

/** All tRPC sockets of this process. */
export interface TrpcSocket<Context> {
  /** Upgrades a request when it is its turn and returns `undefined`, or returns the refusal. */
  upgrade: (request: Request, server: Upgrader | null, address: string) => Promise<Response | undefined>;
  /** Counts the open sockets. */
  count: () => number;
  /** Whether this process is shutting down and accepts no more sockets. */
  isDraining: () => boolean;
  /** Asks every client to open a new connection and to close this one once that works. */
  notifyReconnect: () => void;
  /**
   * Closes the sockets of these callers, and of those whose context is being created at this moment. Returns how many
   * were closed at once.
   */
  closeWhere: (isCondemned: (context: Context) => boolean, code: number, reason: string) => number;
  /**
   * Accepts no more sockets, asks all clients to reconnect, waits up to `ms` for them to leave, closes the rest with
   * 1012, and resolves when every `onClose` has settled.
   */
  drain: (ms: number) => Promise<void>;
}

/**
 * Runs tRPC's own socket handler on Bun's native sockets: the protocol is tRPC's, admission is ours. Subscriptions are
 * left to `Subscription`, which implements the same protocol and waits more cheaply.
 *
 * tRPC expects a socket of the `ws` package and uses the few members of it that `BunSocket` has. Only this
 * depends on tRPC's internals; the tests beside this file fail when they change.
 */
export function createTrpcSocket<Router extends AnyTRPCRouter>(
  options: TrpcSocketOptions<Router>,
): TrpcSocket<inferRouterContext<Router>> {
  const limits: SocketLimits = { ...LIMITS, ...options.limits };
  const { router } = options;
  const onError = errorReporter(options.report);
  const isLimited = options.rateLimits === "on";
  const pacer = createConnectPacer(limits.connectPace);
  const registry = createRegistry<inferRouterContext<Router>>(limits, isLimited);
  const refusals = createUpgradeRefusals(options);
  const collect = everyNth(limits.socketsPerCollection, () => Bun.gc(false));
  const parts: ConnectionDeps<inferRouterContext<Router>> = {
    ...options,
    limits,
    bindHandler: (serving) => bindHandler(options.router, serving, options.report),
    subscriptionsOf: (context, respond) => new ConnectionSubscriptions({ router, context, respond, onError }),
    refusedCall: (call, refusal) => rejectedCallResponse(options.router, call, refusal),
    connectionsPerCaller: createKeyedCounter(),
    // It has no id, because it answers no call; a client that does not know it ignores it.
    buildNotice: options.build === null ? null : JSON.stringify({ method: "build", build: options.build }),
    newBuckets: () =>
      isLimited ? bucketsOf(limits, options.now) : { calls: UNLIMITED_BUCKET, misuse: UNLIMITED_BUCKET },
    onClosed: (connection) => registry.remove(connection),
    onRateLimited: (what, address) =>
      options.logSecurityEvent({ kind: "slowed", what, from: addressKey(address) }),
  };

  return {
    async upgrade(request, server, address) {
      const isUpgrade = request.headers.get("upgrade")?.toLowerCase() === "websocket";
      const isOriginAllowed = options.isAllowedOrigin(request.headers.get("origin"));
      const status = registry.refusalFor(address, isUpgrade, isOriginAllowed);
      if (status !== null) return refusals.refuse(status, request, address);
      const connection = new SocketConnection(parts, request, address);
      registry.add(connection);
      collect();
      const isLetIn = (await pacer.waitForTurn()) && !registry.isDraining;
      if (isLetIn && server?.upgrade(request, { data: connection })) {
        refusals.forget(address);
        return undefined;
      }
      registry.remove(connection);
      return refusals.refuse(isLetIn ? 426 : 503, request, address);
    },
    count: () => registry.count(),
    isDraining: () => registry.isDraining,
    notifyReconnect: () => registry.notifyReconnect(),
    closeWhere: (isCondemned, code, reason) => registry.closeWhere(isCondemned, code, reason),
    drain: (ms) => registry.drain(ms),
  };
}

function createRegistry<Context>(limits: SocketLimits, isLimited: boolean): ConnectionRegistry<Context> {
  const perAddress = isLimited ? limits.sockets.perAddress : Infinity;
  return new ConnectionRegistry({ ...limits.sockets, perAddress }, limits.socketSilence);
}

function bucketsOf({ socketCalls, socketMisuse }: SocketLimits, now: () => number): ConnectionBuckets {
  return { calls: createTokenBucket(socketCalls, now), misuse: createTokenBucket(socketMisuse, now) };
}

/** Returns a function that runs `work` at every `count`th call. */
function everyNth(count: number, work: () => void): () => void {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls % count === 0) work();
  };
}

/** Attaches tRPC to one connection. Each socket has its own handler, because each codec tracks its own open calls. */
function bindHandler<Router extends AnyTRPCRouter>(
  router: Router,
  { socket, expectsConnectionParams, codec, createContext }: HandlerBinding<inferRouterContext<Router>>,
  report: ReportError,
): void {
  const reportError = errorReporter(report);
  const options = {
    router,
    experimental_encoder: codec,
    createContext: ({ info }: CreateWSSContextFnOptions) =>
      createContext({ connectionParams: definedParams(info.connectionParams), signal: info.signal }),
    onError: ({ error, path }: { error: TRPCError; path: string | undefined }) => reportError(error, path),
  };
  // The type requires a server of the `ws` package, which the handler never uses.
  const connect = getWSConnectionHandler(options as unknown as WSSHandlerOptions<Router>);
  // It does not need a socket of that package either: `BunSocket` has the members that are used.
  const wsSocket = socket as unknown as Parameters<typeof connect>[0];
  connect(wsSocket, expectsConnectionParams ? WITH_CONNECTION_PARAMS : WITHOUT_CONNECTION_PARAMS);
}

/** Reports only our own errors; callers' errors are returned to them. */
function errorReporter(report: ReportError) {
  return (error: TRPCError, path: string | undefined) => {
    if (error.code === "INTERNAL_SERVER_ERROR") report(`socket ${path ?? "frame"}`, error.cause ?? error);
  };
}

// tRPC reads nothing else of Node's request: only whether the first frame carries the credentials.
const WITH_CONNECTION_PARAMS = { url: "/?connectionParams=1", headers: {} } as unknown as IncomingMessage;
const WITHOUT_CONNECTION_PARAMS = { url: "/", headers: {} } as unknown as IncomingMessage;

function definedParams(params: Record<string, unknown> | null): Record<string, string> | null {
  if (params === null) return null;
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
