import { randomBytes } from "node:crypto";
import type { Attack } from "../runner/attack.ts";
import { startSwitchboardWithOrganization } from "../support/switchboard-with-organization.ts";
import type { Findings } from "../runner/findings.ts";
import { crawlAssets } from "./crawl-assets.ts";
import { type Kind, wrongHeaders } from "./expected-headers.ts";
import { startSwitchboardProcess } from "../../e2e/support/switchboard-process.ts";

const ROUTES = "addresses asked for";
const FILES = "files that pages lead to";
const ERRORS = "errors provoked";
const METHODS = "methods that nothing answers to";
const STRANGE_METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"];
/** Texts that an error response must never contain: stacks, paths, queries, names of tables. */
const LEAKS = /\bat .*\.ts|node_modules|\/src\/|SQLITE|select .* from|postgres|bun:|stack"/i;

/** Requests every address anonymously: each response has the right headers, and no error leaks details. */
export const headerAttack: Attack = {
  name: "headers",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: ["wrongHeaders", "talkative", "openMethods", "sourceMaps"],
  async run(findings) {
    await using organization = await startSwitchboardWithOrganization();
    const { url, widgetKey } = organization;
    await checkRoutes(findings, url, routesOf(widgetKey), false);
    await checkRoutes(findings, url, [[await markedDemo(url, widgetKey), "demo"]], false);
    await checkNotices(findings, url);
    await checkFiles(findings, url, widgetKey);
    await provokeErrors(findings, url, widgetKey);
    await checkMethods(findings, url);
    // Check the same routes behind https, with HSTS, on a deployment that is not set up yet.
    await using secure = await startSwitchboardProcess({ env: SECURE });
    await checkRoutes(findings, `http://127.0.0.1:${secure.port}`, routesOf("unknown", "data"), true);
  },
};

const SECURE = { PUBLIC_URL: "https://chat.example", TRUST_PROXY: "none", RATE_LIMITS: "on" };

function routesOf(key: string, frame: Kind = "frame"): [path: string, kind: Kind][] {
  const app: Kind = frame === "frame" ? "app" : "data";
  return [
    ["/", "data"],
    ["/healthz", "data"],
    ["/readyz", "data"],
    ["/metrics", "data"],
    ["/trpc", "data"],
    ["/trpc/session.greeting", "data"],
    ["/trpc/agent.inbox", "data"],
    ["/trpc/nothing.here", "data"],
    ["/trpc/agent.me,agent.inbox?batch=1", "data"],
    ["/api/auth/get-session", "data"],
    ["/api/auth/ok", "data"],
    ["/api/auth/sign-up/email", "data"],
    ["/api/auth/nothing", "data"],
    ["/setup", "app"],
    ["/login", app],
    ["/invite/abc", app],
    ["/reset", app],
    ["/inbox", app],
    ["/inbox/cus_1", app],
    ["/settings", app],
    ["/settings/chatbot", app],
    [`/embed/${key}`, frame],
    ["/embed/unknown", "data"],
    [`/chat/${key}`, frame],
    ["/chat/unknown", "data"],
    [`/widget/${key}/settings.json`, "data"],
    ["/widget/unknown/settings.json", "data"],
    ["/demo", "data"],
    [`/demo?widget=${key}`, "data"],
    ["/widget.js", "loader"],
    ["/favicon.ico", "data"],
    ["/robots.txt", "data"],
    ["/.env", "data"],
    ["/.git/config", "data"],
    ["/data/switchboard.db", "data"],
    ["/assets", "data"],
    ["/assets/", "data"],
    ["/assets/..%2f..%2fpackage.json", "data"],
    ["/%00", "data"],
    ["/nowhere", "data"],
  ];
}

/** The address of the demo page, to which that without a mark of this server leads. */
async function markedDemo(origin: string, widgetKey: string): Promise<string> {
  const { status, headers: sent } = await fetch(`${origin}/demo?widget=${widgetKey}`, { redirect: "manual" });
  const location = sent.get("location");
  if (location === null) throw new Error(`The demo page answered ${status} and leads nowhere.`);
  const { pathname, search } = new URL(location, origin);
  return `${pathname}${search}`;
}

/** Addresses where people, who ask for pages, read a notice. */
const NOTICES: readonly [path: string, kind: Kind][] = [
  ["/nowhere", "data"],
  ["/.env", "data"],
  ["/demo?widget=unknown", "data"],
  ["/embed/unknown", "framed-notice"],
  ["/chat/unknown", "framed-notice"],
];

async function checkNotices(findings: Findings, origin: string): Promise<void> {
  findings.plan(ROUTES, NOTICES.length);
  for (const [path, kind] of NOTICES) {
    const { status, headers: sent } = await fetch(`${origin}${path}`, { headers: { accept: "text/html" } });
    for (const wrong of wrongHeaders({ method: "GET", path, status, headers: sent }, kind, false))
      findings.countViolation("wrongHeaders", `GET ${path} as a page (${status}, ${kind}): ${wrong}`);
    findings.markDone(ROUTES);
  }
}

async function checkRoutes(
  findings: Findings,
  origin: string,
  routes: readonly [path: string, kind: Kind][],
  isSecure: boolean,
): Promise<void> {
  findings.plan(ROUTES, routes.length * 2);
  for (const [path, kind] of routes)
    for (const method of ["GET", "HEAD"]) {
      const { status, headers: sent } = await fetch(`${origin}${path}`, { method, redirect: "manual" });
      for (const wrong of wrongHeaders({ method, path, status, headers: sent }, kind, isSecure))
        findings.countViolation("wrongHeaders", `${method} ${path} (${status}, ${kind}): ${wrong}`);
      findings.markDone(ROUTES);
    }
}

async function checkFiles(findings: Findings, origin: string, widgetKey: string): Promise<void> {
  const from = ["/inbox", `/embed/${widgetKey}`, `/demo?widget=${widgetKey}`, "/widget.js"];
  const files = await crawlAssets(origin, from);
  findings.plan(FILES, 1);
  for (const { path, kind, body } of files) {
    const { status, headers: sent } = await fetch(`${origin}${path}`);
    for (const wrong of wrongHeaders({ method: "GET", path, status, headers: sent }, kind, false))
      findings.countViolation("wrongHeaders", `GET ${path}: ${wrong}`);
    const map = await fetch(`${origin}${path}.map`);
    if (map.ok || body.includes("sourceMappingURL")) findings.countViolation("sourceMaps", path);
    await map.body?.cancel();
    findings.markDone(FILES);
  }
}

/** Makes malformed and hostile calls. The responses must not leak internal details. */
async function provokeErrors(findings: Findings, origin: string, widgetKey: string): Promise<void> {
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    '{"0":{"json":1}}',
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":1}}',
    `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
    JSON.stringify({ text: "x".repeat(60_000) }),
    JSON.stringify({ text: "x".repeat(70_000) }),
    "\u0000\uD800",
  ];
  const paths = [
    "trpc/session.open",
    "trpc/message.send",
    "trpc/account.setUp",
    "trpc/account.join",
    "trpc/account.resetPassword",
    "trpc/settings.setWidget",
    "trpc/agent.look",
    "trpc/__proto__.constructor",
    "trpc/session.open,session.open?batch=1",
    "api/auth/sign-in/email",
    "api/auth/change-password",
  ];
  findings.plan(ERRORS, bodies.length * paths.length);
  for (const path of paths)
    for (const body of bodies) {
      const response = await fetch(`${origin}/${path}`, {
        method: "POST",
        body,
        headers: {
          origin,
          "content-type": "application/json",
          "x-requested-by": "switchboard",
          "x-widget-key": widgetKey,
          authorization: `Bearer ${randomBytes(32).toString("base64url")}`,
        },
      });
      const text = await response.text();
      if (LEAKS.test(text) || response.status >= 500)
        findings.countViolation("talkative", `${path} answered ${response.status} ${text}`);
      findings.markDone(ERRORS);
    }
}

async function checkMethods(findings: Findings, origin: string): Promise<void> {
  const paths = ["/inbox", "/trpc/session.open", "/api/auth/sign-in/email", "/widget.js", "/nowhere"];
  findings.plan(METHODS, paths.length * STRANGE_METHODS.length);
  for (const path of paths)
    for (const method of STRANGE_METHODS) {
      const { status } = await fetch(`${origin}${path}`, {
        method,
        headers: { origin: "https://evil.example" },
      });
      if (status !== 405) findings.countViolation("openMethods", `${method} ${path}: ${status}`);
      findings.markDone(METHODS);
    }
}
