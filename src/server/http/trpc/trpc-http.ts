import type { AnyTRPCRouter, inferRouterContext } from "@trpc/server";
import type { Millis } from "#domain/model/instant.ts";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { type CreateContext, type ReportError, createContextSafely } from "./create-context-safely.ts";
import { addressKey } from "../security/client-address.ts";
import { findDatabaseUnavailable } from "../../db/store/database-unavailable.ts";
import { LIMITS } from "../limits/limits.ts";
import type { RateLimiter } from "../../limits/rate-limiter.ts";
import { retryAfterHeader, textResponse } from "../security/responses.ts";
import { crossSiteRefusal, otherSiteEvent } from "../security/csrf.ts";

/** Dependencies of tRPC over single HTTP requests. */
export interface TrpcHttpOptions<Router extends AnyTRPCRouter> {
  router: Router;
  createContext: CreateContext<inferRouterContext<Router>>;
  isOurOrigin: (origin: string) => boolean;
  /** Counts calls by address, over all requests. */
  calls: Pick<RateLimiter, "take">;
  report: ReportError;
  logSecurityEvent: LogSecurityEvent;
}

/**
 * Handles tRPC calls that come as single HTTP requests under `/trpc/`, with the same router, context and caps as over
 * sockets.
 *
 * @throws Error at once for a router built with `isDev`, which would send stack traces to clients
 */
export function createTrpcHttp<Router extends AnyTRPCRouter>(
  options: TrpcHttpOptions<Router>,
): (request: Request, address: string) => Promise<Response> {
  const { router, createContext, isOurOrigin, calls, report, logSecurityEvent } = options;
  const { _config: config } = router._def;
  if (config.isDev) throw new Error("The router must be built with isDev: false.");

  return async function answer(request, address) {
    const refusal = crossSiteRefusal(request.method, request.headers, isOurOrigin);
    const from = addressKey(address);
    if (refusal !== null) {
      logSecurityEvent(otherSiteEvent("call", request.headers, from));
      return textResponse(refusal.status, refusal.text);
    }
    const waitMs = calls.take(from, callsIn(request));
    if (waitMs > 0) {
      logSecurityEvent({ kind: "slowed", what: "call", from });
      return tooManyCalls(waitMs);
    }
    const response = await fetchRequestHandler<Router>({
      endpoint: "/trpc",
      req: request,
      router,
      maxBatchSize: LIMITS.callsPerBatch,
      // tRPC would read connection parameters over HTTP from the URL, where no token may ever be.
      createContext: async ({ info: { signal } }) =>
        await createContextSafely(
          createContext,
          { transport: "http", request, address, connectionParams: null, signal },
          report,
        ),
      responseMeta: ({ errors }) => ({ headers: retryHeaders(errors) }),
      onError({ error, path }) {
        if (error.code === "INTERNAL_SERVER_ERROR") report(`http ${path ?? "batch"}`, error.cause ?? error);
      },
    });
    return isStream(response) ? await refuseStream(response) : response;
  };
}

/** Counts the calls of a batch, which are separated by commas in the path, encoded or not. */
function callsIn({ url }: Request): number {
  return Math.min(LIMITS.callsPerBatch, new URL(url).pathname.split(/,|%2c/i).length);
}

function tooManyCalls(retryAfterMs: Millis): Response {
  const response = textResponse(429, "Too many calls at once.");
  response.headers.set("retry-after", retryAfterHeader({ retryAfterMs }));
  return response;
}

function isStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") === true;
}

/** Refuses a stream, which outside our sockets would escape every limit and revocation. */
async function refuseStream(response: Response): Promise<Response> {
  await response.body?.cancel();
  return textResponse(405, "Subscriptions are for sockets.");
}

/** The time to retry as a header, for clients that know only HTTP. */
function retryHeaders(errors: readonly { cause?: unknown }[]): Record<string, string> {
  const unavailable = errors
    .map(({ cause }) => findDatabaseUnavailable(cause))
    .find((found) => found !== null);
  return unavailable === undefined ? {} : { "retry-after": retryAfterHeader(unavailable) };
}
