import { Elysia } from "elysia";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import { findDatabaseUnavailable } from "../db/store/database-unavailable.ts";
import type { WarnOnce } from "../limits/warn-once.ts";
import type { ReportError } from "./trpc/create-context-safely.ts";
import { addressFaultText } from "./security/address-fault-text.ts";
import { addressKey, clientAddress } from "./security/client-address.ts";
import type { ExportDownloads } from "./export-downloads.ts";
import { healthzResponse, readyzResponse } from "./health-checks.ts";
import { NOTICE_STYLE, noticeResponse } from "./pages/notice-page.ts";
import { FAILED, NOT_FOUND, NOT_SET_UP, UNAVAILABLE } from "./pages/notices.ts";
import { APP_ROUTES, LOADER_PATH, PAGES } from "./pages/page-paths.ts";
import { withDataHeaders, retryAfterHeader, textResponse } from "./security/responses.ts";
import { crossSiteRefusal, otherSiteEvent } from "./security/csrf.ts";
import { type SecurityHeaders, createSecurityHeaders } from "./security/security-headers.ts";
import type { TrustProxy } from "./security/trust-proxy.ts";
import { isAllowedBeforeSetUp } from "./setup-gate.ts";
import type { StaticAssets } from "./pages/static-assets.ts";
import type { Upgrader } from "./socket/trpc-socket.ts";
import { WEBSOCKET_OPTIONS } from "./socket/websocket-options.ts";
import { type WidgetLookup, mountWidgetPages } from "./pages/widget-pages.ts";

type Answer = (request: Request, address: string) => Promise<Response>;

/** The parts of the app. Each is built and tested separately. */
export interface AppParts {
  /** All our origins, the public one first. */
  origins: readonly string[];
  trustProxy: TrustProxy;
  assets: StaticAssets;
  /** Upgrades a request to a socket, or returns the refusal; from `createTrpcSocket`. */
  upgrade: (request: Request, server: Upgrader | null, address: string) => Promise<Response | undefined>;
  /** Single tRPC calls; from `createTrpcHttp`. */
  trpc: Answer;
  /** Authentication, under `/api/auth/`. */
  auth: Answer;
  widgets: WidgetLookup;
  downloads: ExportDownloads;
  /** After how many seconds a download that takes nothing is closed. */
  downloadStallSeconds: number;
  isSetUp: () => boolean | Promise<boolean>;
  ready: () => Promise<boolean>;
  report: ReportError;
  warnOnce: WarnOnce;
  logSecurityEvent: LogSecurityEvent;
}

interface AddressLookup {
  requestIP: (request: Request) => { address: string } | null;
}

interface IdleTimeouts {
  /** Closes the request's connection once no byte has been sent or received for this long. */
  timeout: (request: Request, seconds: number) => void;
}

/** The part of Elysia's route context that our routes use. */
interface RouteRequest {
  request: Request;
  server: (Upgrader & AddressLookup & IdleTimeouts) | null;
}

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

/**
 * The whole HTTP surface of the process. It holds no state: pages and files come from `assets`, other answers from the
 * parts, and every response gets the headers of its surface.
 */
export function createApp(parts: AppParts): Elysia {
  const headers = createSecurityHeaders(parts.origins, NOTICE_STYLE);
  const addressOf = addressReader(parts);

  const app = new Elysia({ websocket: WEBSOCKET_OPTIONS });
  const trpc = async (routeRequest: RouteRequest) =>
    withDataHeaders(headers, await parts.trpc(routeRequest.request, addressOf(routeRequest)));
  const refuseCrossSite = (what: string, routeRequest: RouteRequest) => {
    const { method, headers: sent } = routeRequest.request;
    const refusal = crossSiteRefusal(method, sent, (origin) => parts.origins.includes(origin));
    if (refusal === null) return null;
    parts.logSecurityEvent(otherSiteEvent(what, sent, addressKey(addressOf(routeRequest))));
    return withDataHeaders(headers, textResponse(refusal.status, refusal.text));
  };
  const auth = async (routeRequest: RouteRequest) =>
    refuseCrossSite("sign-in", routeRequest) ??
    withDataHeaders(headers, await parts.auth(routeRequest.request, addressOf(routeRequest)));

  app.onRequest(async ({ request }) => await answerBeforeRouting(parts, headers, request));
  app.onError((failure) => withDataHeaders(headers, answerError(failure, headers, parts.report)));
  app.get("/", () =>
    withDataHeaders(headers, new Response(null, { status: 302, headers: { location: "/inbox" } })),
  );
  app.get("/healthz", () => withDataHeaders(headers, healthzResponse()));
  app.get("/readyz", async () => withDataHeaders(headers, await readyzResponse(parts.ready)));
  app.get("/trpc", async (routeRequest) => {
    const refused = await parts.upgrade(routeRequest.request, routeRequest.server, addressOf(routeRequest));
    return refused === undefined ? undefined : withDataHeaders(headers, refused);
  });
  // Elysia must not read the bodies: tRPC and the sign-in library read them themselves.
  app.get("/trpc/*", trpc).post("/trpc/*", trpc, { parse: "none" });
  app.get("/api/auth/*", auth).post("/api/auth/*", auth, { parse: "none" });
  for (const path of APP_ROUTES) {
    const page = ({ request }: RouteRequest) =>
      parts.assets.answer(PAGES.app, request, headers("app")) ??
      withDataHeaders(headers, noticeResponse(request, NOT_FOUND, headers("notice")));
    app.get(path, page).head(path, page);
  }
  mountExports(app, parts, async (routeRequest, customer) => {
    const refused = refuseCrossSite("download", routeRequest);
    if (refused !== null) return refused;
    const answer = await parts.downloads(routeRequest.request, customer);
    logDownloadRefusal(parts.logSecurityEvent, answer.status, addressKey(addressOf(routeRequest)));
    return withDataHeaders(headers, answer);
  });
  mountWidgetPages(app, { ...parts, headers });
  return app;
}

function mountExports(
  app: Elysia,
  { downloadStallSeconds }: AppParts,
  download: (routeRequest: RouteRequest, customer: string | null) => Promise<Response>,
): void {
  const answer = async (routeRequest: RouteRequest, customer: string | null) => {
    const response = await download(routeRequest, customer);
    routeRequest.server?.timeout(routeRequest.request, downloadStallSeconds);
    return response;
  };
  app.get("/export/company", (routeRequest) => answer(routeRequest, null));
  app.get("/export/customers/:customerId", ({ params, ...routeRequest }) =>
    answer(routeRequest, params.customerId),
  );
}

/** Reads whom a request is from; what of a proxy's header is not understood is said once. */
function addressReader({ trustProxy, warnOnce }: AppParts): (routeRequest: RouteRequest) => string {
  return ({ request, server }) =>
    clientAddress(request.headers, server?.requestIP(request)?.address ?? "", trustProxy, (at) =>
      warnOnce(`client-address ${at.fault}`, addressFaultText(at, trustProxy)),
    );
}

const WHY_NO_DOWNLOAD: Readonly<Record<number, string>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "unknown",
};

function logDownloadRefusal(logSecurityEvent: LogSecurityEvent, status: number, from: string): void {
  const why = WHY_NO_DOWNLOAD[status];
  if (status === 429) logSecurityEvent({ kind: "slowed", what: "download", from });
  else if (why !== undefined)
    logSecurityEvent({ kind: "refused", what: "download", why, by: "somebody", from });
}

interface Failure {
  code: string | number;
  error: unknown;
  request: Request;
}

/** The response to an error. It never contains the error's message. */
function answerError(
  { code, error, request }: Failure,
  headers: SecurityHeaders,
  report: ReportError,
): Response {
  if (code === "NOT_FOUND") return noticeResponse(request, NOT_FOUND, headers("notice"));
  if (code === "PARSE" || code === "VALIDATION") return textResponse(400, "Not understood.");
  const unavailable = findDatabaseUnavailable(error);
  if (unavailable !== null) {
    const response = noticeResponse(request, UNAVAILABLE, headers("notice"));
    response.headers.set("retry-after", retryAfterHeader(unavailable));
    return response;
  }
  report("http", error);
  return noticeResponse(request, FAILED, headers("notice"));
}

/** Handles what is the same for every path: unknown methods, files, and the refusal before set-up. */
async function answerBeforeRouting(
  { assets, isSetUp }: AppParts,
  headers: SecurityHeaders,
  request: Request,
): Promise<Response | undefined> {
  if (!METHODS.has(request.method)) {
    const response = textResponse(405, "This method is not known here.");
    response.headers.set("allow", [...METHODS].join(", "));
    return withDataHeaders(headers, response);
  }
  const { pathname } = new URL(request.url);
  if (request.method !== "POST" && assets.isFile(pathname)) {
    return assets.answer(pathname, request, headersOfFile(pathname, headers)) ?? undefined;
  }
  if (!isAllowedBeforeSetUp(pathname) && !(await isSetUp()))
    return withDataHeaders(headers, noticeResponse(request, NOT_SET_UP, headers("notice")));
  return undefined;
}

const LOADER_KEPT = "public, max-age=300, stale-while-revalidate=86400";

function headersOfFile(path: string, headers: SecurityHeaders): Record<string, string> {
  // Customers' pages use one fixed URL for the loader; a new build reaches them within minutes.
  return path === LOADER_PATH ? { ...headers("loader"), "cache-control": LOADER_KEPT } : headers("asset");
}
