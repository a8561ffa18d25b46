import { createHash } from "node:crypto";
import type { Elysia } from "elysia";
import { embeddingPolicyOf } from "../security/embedding-policy.ts";
import { noticeResponse } from "./notice-page.ts";
import { NO_CHAT, NO_CHAT_IN_DEMO } from "./notices.ts";
import { PAGES } from "./page-paths.ts";
import { withDataHeaders, textResponse } from "../security/responses.ts";
import type { SecurityHeaders } from "../security/security-headers.ts";
import type { StaticAssets } from "./static-assets.ts";

/** The public data of a widget, found by its key. */
export interface PublicWidget {
  /** The settings the loader needs to draw the bubble: public data only. */
  loaderSettings: object;
  /** A mark by which chats that begin on the demo page are told from others. */
  demoMark: () => string;
  /** Whether this is such a mark, made lately. */
  isDemoMark: (mark: string) => boolean;
  /** The hosts whose pages may embed it, in the form of `isValidSite`; empty allows all. */
  sites: readonly string[];
}

/** Looks up widgets. */
export interface WidgetLookup {
  find: (widgetKey: string) => Promise<PublicWidget | null>;
  /** The widget shown on the demo page if its URL names none; `null` before there is one. */
  firstKey: () => Promise<string | null>;
}

interface WidgetPagesDeps {
  widgets: WidgetLookup;
  assets: StaticAssets;
  headers: SecurityHeaders;
  /** All our origins. */
  origins: readonly string[];
}

interface RouteRequest {
  request: Request;
  params: { widgetKey: string };
}

const KEY = /^[\w-]{1,64}$/;
/**
 * The error for the loader, in JSON but without colours: it then draws nothing. On any other failure it uses our own
 * colours.
 */
const SITE_NOT_ALLOWED = { error: "This site is not among those that may show this chat." };

/** The widget's frame, the same as a full page, the loader's settings, and the demo page. */
export function mountWidgetPages(app: Elysia, parts: WidgetPagesDeps): void {
  const frame = (routeRequest: RouteRequest) => answerFrame(parts, routeRequest);
  const settings = (routeRequest: RouteRequest) => answerSettings(parts, routeRequest);
  const demo = ({ request }: { request: Request }) => answerDemo(parts, request);

  app
    .get("/embed/:widgetKey", frame)
    .head("/embed/:widgetKey", frame)
    .get("/chat/:widgetKey", frame)
    .head("/chat/:widgetKey", frame)
    .get("/widget/:widgetKey/settings.json", settings)
    .head("/widget/:widgetKey/settings.json", settings)
    .get("/demo", demo)
    .head("/demo", demo);
}

async function answerFrame(
  { widgets, assets, headers, origins }: WidgetPagesDeps,
  routeRequest: RouteRequest,
): Promise<Response> {
  const unknown = () =>
    withDataHeaders(headers, noticeResponse(routeRequest.request, NO_CHAT, headers("framed-notice")));
  const widget = await find(widgets, routeRequest.params.widgetKey);
  if (widget === null) return unknown();
  const { frameAncestors } = embeddingPolicyOf(widget.sites, origins);
  const page = assets.answer(PAGES.widget, routeRequest.request, headers("frame", frameAncestors));
  return page ?? unknown();
}

/**
 * The loader runs on customers' pages, so any page may read this, without cookies. It is revalidated every time: a
 * changed colour shows at the next page view. A page that may not embed the chat gets an error, and its loader draws
 * nothing.
 */
async function answerSettings(
  { widgets, headers, origins }: WidgetPagesDeps,
  routeRequest: RouteRequest,
): Promise<Response> {
  const widget = await find(widgets, routeRequest.params.widgetKey);
  if (widget === null) return withDataHeaders(headers, openToAll(textResponse(404, NO_CHAT.plain)));
  const { allows } = embeddingPolicyOf(widget.sites, origins);
  if (!allows(routeRequest.request.headers.get("origin")))
    return withDataHeaders(headers, openToAll(Response.json(SITE_NOT_ALLOWED, { status: 403 })));
  const body = JSON.stringify(widget.loaderSettings);
  const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
  const isKnown = routeRequest.request.headers.get("if-none-match") === etag;
  const response = new Response(isKnown || routeRequest.request.method === "HEAD" ? null : body, {
    status: isKnown ? 304 : 200,
    headers: { "content-type": "application/json", "cache-control": "no-cache", etag },
  });
  return withDataHeaders(headers, openToAll(response));
}

/** The page's own address holds the mark for the frame, because the page is a file, the same for every company. */
async function answerDemo(
  { widgets, assets, headers }: WidgetPagesDeps,
  request: Request,
): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const key = searchParams.get("widget") ?? (await widgets.firstKey());
  const widget = key === null ? null : await find(widgets, key);
  if (widget !== null && key !== null && !widget.isDemoMark(searchParams.get("mark") ?? "")) {
    const query = new URLSearchParams({ widget: key, mark: widget.demoMark() });
    return withDataHeaders(
      headers,
      new Response(null, {
        status: 302,
        headers: { location: `/demo?${query.toString()}`, "cache-control": "no-store" },
      }),
    );
  }
  const page = widget === null ? null : assets.answer(PAGES.demo, request, headers("demo"));
  return page ?? withDataHeaders(headers, noticeResponse(request, NO_CHAT_IN_DEMO, headers("notice")));
}

function openToAll(response: Response): Response {
  response.headers.set("access-control-allow-origin", "*");
  response.headers.set("cross-origin-resource-policy", "cross-origin");
  response.headers.set("vary", "origin");
  return response;
}

async function find(widgets: WidgetLookup, key: string): Promise<PublicWidget | null> {
  return KEY.test(key) ? await widgets.find(key) : null;
}
