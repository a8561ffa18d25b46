import { Elysia } from "elysia";
import type { Tell } from "#domain/security/security-event.ts";
import { databaseAwayBehind } from "../db/store/database-unavailable.ts";
import type { Report } from "./trpc/make-context.ts";
import { addressKey, type TrustProxy, clientAddress } from "./security/client-address.ts";
import type { Downloads } from "./export-downloads.ts";
import { answerHealthz, answerReadyz } from "./health-checks.ts";
import { APP_ROUTES, LOADER_PATH, PAGES } from "./pages/page-paths.ts";
import { asData, retryAfter, text } from "./security/responses.ts";
import { crossSiteRefusal, otherSite } from "./security/csrf.ts";
import { type SecurityHeaders, createSecurityHeaders } from "./security/security-headers.ts";
import { isOpenBeforeSetUp, notSetUpYet } from "./setup-gate.ts";
import type { StaticAssets } from "./pages/static-assets.ts";
import type { Upgrader } from "./socket/trpc-socket.ts";
import { WEBSOCKET_OPTIONS } from "./socket/websocket-options.ts";
import { type Widgets, mountWidgets } from "./pages/widget-pages.ts";

type Answer = (request: Request, address: string) => Promise<Response>;

/** Everything the app joins; each part is made, and tested, on its own. */
export interface AppParts {
  /** Every origin of ours, the public one first. */
  origins: readonly string[];
  trustProxy: TrustProxy;
  assets: StaticAssets;
  /** Makes a request a socket, or says why not; of `createTrpcSocket`. */
  upgrade: (request: Request, server: Upgrader | null, address: string) => Promise<Response | undefined>;
  /** Single tRPC calls; of `createTrpcHttp`. */
  trpc: Answer;
  /** Sign-in and what belongs to it, under `/api/auth/`. */
  auth: Answer;
  widgets: Widgets;
  downloads: Downloads;
  isSetUp: () => boolean | Promise<boolean>;
  ready: () => Promise<boolean>;
  report: Report;
  tell: Tell;
}

interface AddressTeller {
  requestIP: (request: Request) => { address: string } | null;
}

/** What a route is handed by Elysia, as far as ours look at it. */
interface Asked {
  request: Request;
  server: (Upgrader & AddressTeller) | null;
}

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

/**
 * The whole HTTP surface of the process. It holds nothing of its own: pages and files come from `assets`, words from
 * the parts, and every response leaves with the headers of its surface.
 */
export function createApp(parts: AppParts): Elysia {
  const headers = createSecurityHeaders(parts.origins);
  const addressOf = ({ request, server }: Asked) =>
    clientAddress(request.headers, server?.requestIP(request)?.address ?? "", parts.trustProxy);

  const app = new Elysia({ websocket: WEBSOCKET_OPTIONS });
  const trpc = async (asked: Asked) => asData(headers, await parts.trpc(asked.request, addressOf(asked)));
  const refuseOthers = (what: string, asked: Asked) => {
    const { method, headers: sent } = asked.request;
    const refusal = crossSiteRefusal(method, sent, (origin) => parts.origins.includes(origin));
    if (refusal === null) return null;
    parts.tell(otherSite(what, sent, addressKey(addressOf(asked))));
    return asData(headers, text(refusal.status, refusal.text));
  };
  const auth = async (asked: Asked) =>
    refuseOthers("sign-in", asked) ?? asData(headers, await parts.auth(asked.request, addressOf(asked)));

  app.onRequest(async ({ request }) => await answerFirst(parts, headers, request));
  app.onError(({ code, error }) => asData(headers, answerError(code, error, parts.report)));
  app.get("/", () => asData(headers, new Response(null, { status: 302, headers: { location: "/inbox" } })));
  app.get("/healthz", () => asData(headers, answerHealthz()));
  app.get("/readyz", async () => asData(headers, await answerReadyz(parts.ready)));
  app.get("/trpc", async (asked) => {
    const refused = await parts.upgrade(asked.request, asked.server, addressOf(asked));
    return refused === undefined ? undefined : asData(headers, refused);
  });
  // Elysia must not read the bodies: tRPC and the sign-in library read them themselves.
  app.get("/trpc/*", trpc).post("/trpc/*", trpc, { parse: "none" });
  app.get("/api/auth/*", auth).post("/api/auth/*", auth, { parse: "none" });
  for (const path of APP_ROUTES) {
    const page = ({ request }: Asked) =>
      parts.assets.answer(PAGES.app, request, headers("app")) ?? asData(headers, text(404, "Not found."));
    app.get(path, page).head(path, page);
  }
  const download = async (asked: Asked, customer: string | null) => {
    const refused = refuseOthers("download", asked);
    if (refused !== null) return refused;
    const answer = await parts.downloads(asked.request, customer);
    tellDownload(parts.tell, answer.status, addressKey(addressOf(asked)));
    return asData(headers, answer);
  };
  app.get("/export/company", (asked) => download(asked, null));
  app.get("/export/customers/:customerId", ({ params, ...asked }) => download(asked, params.customerId));
  mountWidgets(app, { ...parts, headers });
  return app;
}

const WHY_NO_DOWNLOAD: Readonly<Record<number, string>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "unknown",
};

function tellDownload(tell: Tell, status: number, from: string): void {
  const why = WHY_NO_DOWNLOAD[status];
  if (status === 429) tell({ kind: "slowed", what: "download", from });
  else if (why !== undefined) tell({ kind: "refused", what: "download", why, by: "somebody", from });
}

/** What a stranger hears of an error: never its message. */
function answerError(code: string | number, error: unknown, report: Report): Response {
  if (code === "NOT_FOUND") return text(404, "Not found.");
  if (code === "PARSE" || code === "VALIDATION") return text(400, "Not understood.");
  const away = databaseAwayBehind(error);
  if (away !== null) {
    const response = text(503, "Try again in a moment.");
    response.headers.set("retry-after", retryAfter(away));
    return response;
  }
  report("http", error);
  return text(500, "Something went wrong.");
}

/** What is the same for every address: methods we do not know, the closed house before set-up, and files. */
async function answerFirst(
  { assets, isSetUp }: AppParts,
  headers: SecurityHeaders,
  request: Request,
): Promise<Response | undefined> {
  if (!METHODS.has(request.method)) {
    const response = text(405, "This method is not known here.");
    response.headers.set("allow", [...METHODS].join(", "));
    return asData(headers, response);
  }
  const { pathname } = new URL(request.url);
  if (request.method !== "POST" && assets.isFile(pathname)) {
    return assets.answer(pathname, request, headersOfFile(pathname, headers)) ?? undefined;
  }
  if (!isOpenBeforeSetUp(pathname) && !(await isSetUp())) return asData(headers, notSetUpYet());
  return undefined;
}

const LOADER_KEPT = "public, max-age=300, stale-while-revalidate=86400";

function headersOfFile(path: string, headers: SecurityHeaders): Record<string, string> {
  // Customers' pages name the loader by one address for ever; a new build reaches them within minutes.
  return path === LOADER_PATH ? { ...headers("loader"), "cache-control": LOADER_KEPT } : headers("asset");
}
