import type { SecurityEvent } from "#domain/security/security-event.ts";
import { DatabaseUnavailable } from "../../db/store/database-unavailable.ts";
import { createApp } from "../app.ts";
import { listen } from "../listen.ts";
import { createWarnOnce } from "../../limits/warn-once.ts";
import { textResponse } from "../security/responses.ts";
import { loadStaticAssets } from "../pages/static-assets.ts";
import type { PublicWidget } from "../pages/widget-pages.ts";
import { writeFakeBuild } from "./fake-build.ts";

const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const FILES = [
  { path: "/app.html", type: HTML, hash: "1", immutable: false, text: "the app" },
  { path: "/widget.html", type: HTML, hash: "2", immutable: false, text: "the widget" },
  { path: "/demo.html", type: HTML, hash: "3", immutable: false, text: "the demo" },
  { path: "/widget.js", type: SCRIPT, hash: "4", immutable: false, text: "loader()" },
  { path: "/assets/app-5.js", type: SCRIPT, hash: "5", immutable: true, text: "app()" },
];

/** More than a connection's buffers take, so that a reader who stops is noticed. */
const ENDLESS_PIECE = 200_000;

function endlessBody(onLeft: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream(
    { pull: (controller) => controller.enqueue(new Uint8Array(ENDLESS_PIECE)), cancel: onLeft },
    { highWaterMark: 0 },
  );
}

/** Starts the app on a free port, with fake parts. */
export async function startTestApp({ isSetUp = true }: { isSetUp?: boolean } = {}) {
  const built = await writeFakeBuild(FILES);
  const received: string[] = [];
  const reports: string[] = [];
  const warnings: string[] = [];
  const events: SecurityEvent[] = [];
  const state = { isSetUp, isReady: true, downloadStatus: 200, isEndless: false, left: 0 };
  const widget: PublicWidget = {
    loaderSettings: { color: "#123456" },
    sites: [],
    demoMark: () => "fresh",
    isDemoMark: (mark) => mark === "fresh",
  };
  const app = createApp({
    origins: ["https://chat.example"],
    trustProxy: 1,
    assets: await loadStaticAssets(built.directory),
    upgrade: async (_request, _server, address) => textResponse(426, `no socket for ${address}`),
    trpc: async (request, address) => {
      received.push(`trpc ${new URL(request.url).pathname} ${address} ${await request.text()}`);
      return Response.json({});
    },
    auth: async (request) => {
      if (request.url.endsWith("/crash")) throw new Error("SQLITE_BUSY in /app/secret.ts");
      if (request.url.endsWith("/away"))
        throw new Error("outer", { cause: new DatabaseUnavailable(false, null) });
      received.push(`auth ${await request.text()}`);
      return Response.json({}, { headers: { "set-cookie": "sid=1; HttpOnly" } });
    },
    widgets: {
      find: async (key) => (key === "known" ? widget : null),
      firstKey: async () => "known",
    },
    downloads: async (_request, customer) => {
      received.push(`download of ${customer ?? "the company"}`);
      const headers = { "content-type": "application/x-ndjson; charset=utf-8" };
      return new Response(state.isEndless ? endlessBody(() => (state.left += 1)) : "{}\n", {
        status: state.downloadStatus,
        headers,
      });
    },
    downloadStallSeconds: 1,
    isSetUp: () => state.isSetUp,
    ready: async () => state.isReady,
    report: (where, error) => void reports.push(`${where}: ${String(error)}`),
    warnOnce: createWarnOnce((line) => void warnings.push(line)),
    logSecurityEvent: (event) => void events.push(event),
  });
  const server = listen(app, { port: 0, hostname: "127.0.0.1" });
  const url = `http://127.0.0.1:${server.port}`;

  return {
    url,
    routes: app.routes.map(({ method, path }) => `${method} ${path}`),
    received,
    reports,
    warnings,
    events,
    state,
    widget,
    get: (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: "manual", ...init }),
    async [Symbol.asyncDispose]() {
      await server.stop();
      await built[Symbol.asyncDispose]();
    },
  };
}
