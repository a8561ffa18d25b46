import { randomBytes } from "node:crypto";
import type { Attack } from "../runner/attack.ts";
import { openCompany } from "../support/organization.ts";
import type { Ledger } from "../runner/findings.ts";
import { crawl } from "./crawl-pages.ts";
import { type Kind, wrongHeaders } from "./expected-headers.ts";
import { startSwitchboard } from "../../e2e/support/switchboard-process.ts";

const ROUTES = "addresses asked for";
const FILES = "files that pages lead to";
const ERRORS = "errors provoked";
const METHODS = "methods that nothing answers to";
const STRANGE_METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"];
/** What an error of ours never repeats: stacks, paths, queries, names of tables. */
const TELLTALES = /\bat .*\.ts|node_modules|\/src\/|SQLITE|select .* from|postgres|bun:|stack"/i;

/** Every address there is, as a stranger asks for it: the right headers on each answer, and no error that talks. */
export const headers: Attack = {
  name: "headers",
  tiers: ["short", "full"],
  isLight: true,
  counters: ["wrongHeaders", "talkative", "openMethods", "sourceMaps"],
  async run(ledger) {
    await using company = await openCompany();
    const { url, widgetKey } = company;
    await visitAll(ledger, url, routesOf(widgetKey), false);
    await followFiles(ledger, url, widgetKey);
    await provoke(ledger, url, widgetKey);
    await expectClosed(ledger, url);
    // Behind https the same, and told to be remembered; before anybody has set it up.
    await using secure = await startSwitchboard({ env: SECURE });
    await visitAll(ledger, `http://127.0.0.1:${secure.port}`, routesOf("unknown", "data"), true);
  },
};

const SECURE = { PUBLIC_URL: "https://chat.example", TRUST_PROXY: "none", RATE_LIMITS: "on" };

function routesOf(key: string, frame: Kind = "frame"): [path: string, kind: Kind][] {
  const demo: Kind = frame === "frame" ? "demo" : "data";
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
    [`/demo?widget=${key}`, demo],
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

async function visitAll(
  ledger: Ledger,
  origin: string,
  routes: readonly [path: string, kind: Kind][],
  isSecure: boolean,
): Promise<void> {
  ledger.plan(ROUTES, routes.length * 2);
  for (const [path, kind] of routes)
    for (const method of ["GET", "HEAD"]) {
      const { status, headers: sent } = await fetch(`${origin}${path}`, { method, redirect: "manual" });
      for (const wrong of wrongHeaders({ method, path, status, headers: sent }, kind, isSecure))
        ledger.found("wrongHeaders", `${method} ${path} (${status}, ${kind}): ${wrong}`);
      ledger.carriedOut(ROUTES);
    }
}

async function followFiles(ledger: Ledger, origin: string, widgetKey: string): Promise<void> {
  const from = ["/inbox", `/embed/${widgetKey}`, `/demo?widget=${widgetKey}`, "/widget.js"];
  const files = await crawl(origin, from);
  ledger.plan(FILES, 1);
  for (const { path, kind, body } of files) {
    const { status, headers: sent } = await fetch(`${origin}${path}`);
    for (const wrong of wrongHeaders({ method: "GET", path, status, headers: sent }, kind, false))
      ledger.found("wrongHeaders", `GET ${path}: ${wrong}`);
    const map = await fetch(`${origin}${path}.map`);
    if (map.ok || body.includes("sourceMappingURL")) ledger.found("sourceMaps", path);
    await map.body?.cancel();
    ledger.carriedOut(FILES);
  }
}

/** Malformed and hostile calls: answered without a word of what went wrong inside. */
async function provoke(ledger: Ledger, origin: string, widgetKey: string): Promise<void> {
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
    "trpc/settings.setWidget",
    "trpc/agent.look",
    "trpc/__proto__.constructor",
    "trpc/session.open,session.open?batch=1",
    "api/auth/sign-in/email",
    "api/auth/change-password",
  ];
  ledger.plan(ERRORS, bodies.length * paths.length);
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
      const said = await response.text();
      if (TELLTALES.test(said) || response.status >= 500)
        ledger.found("talkative", `${path} answered ${response.status} ${said}`);
      ledger.carriedOut(ERRORS);
    }
}

async function expectClosed(ledger: Ledger, origin: string): Promise<void> {
  const paths = ["/inbox", "/trpc/session.open", "/api/auth/sign-in/email", "/widget.js", "/nowhere"];
  ledger.plan(METHODS, paths.length * STRANGE_METHODS.length);
  for (const path of paths)
    for (const method of STRANGE_METHODS) {
      const { status } = await fetch(`${origin}${path}`, {
        method,
        headers: { origin: "https://evil.example" },
      });
      if (status !== 405) ledger.found("openMethods", `${method} ${path}: ${status}`);
      ledger.carriedOut(METHODS);
    }
}
