import { expect, test } from "bun:test";
import { advice, expectListed } from "../../../test/advice.ts";
import { NOTICE_STYLE } from "./pages/notice-page.ts";
import { createSecurityHeaders, type Surface } from "./security/security-headers.ts";
import { startTestApp } from "./testing/start-test-app.ts";

const headersOf = createSecurityHeaders(["https://chat.example"], NOTICE_STYLE);

/** Every route, a path for it, and the surface of its response. A route that is missing here fails the test. */
const ROUTES: Record<string, [path: string, surface: Surface][]> = {
  "/": [["/", "data"]],
  "/healthz": [["/healthz", "data"]],
  "/readyz": [["/readyz", "data"]],
  "/trpc": [["/trpc", "data"]],
  "/trpc/*": [["/trpc/session.greeting", "data"]],
  "/api/auth/*": [
    ["/api/auth/get-session", "data"],
    ["/api/auth/crash", "data"],
  ],
  "/export/company": [["/export/company", "data"]],
  "/export/customers/:customerId": [["/export/customers/cus_1", "data"]],
  "/setup": [["/setup?token=1", "app"]],
  "/login": [["/login", "app"]],
  "/invite/*": [["/invite/abc", "app"]],
  "/reset": [["/reset", "app"]],
  "/c/*": [["/c/0195/inbox", "app"]],
  "/inbox": [["/inbox", "app"]],
  "/inbox/*": [["/inbox/cus_1", "app"]],
  "/settings": [["/settings", "app"]],
  "/settings/*": [["/settings/widget", "app"]],
  "/embed/:widgetKey": [
    ["/embed/known", "frame"],
    ["/embed/unknown", "data"],
  ],
  "/chat/:widgetKey": [
    ["/chat/known", "frame"],
    ["/chat/unknown", "data"],
  ],
  "/widget/:widgetKey/settings.json": [
    ["/widget/known/settings.json", "data"],
    ["/widget/unknown/settings.json", "data"],
  ],
  "/demo": [
    ["/demo?widget=known&mark=fresh", "demo"],
    ["/demo", "data"],
  ],
};

/** Requests that no route handles: files, unknown paths and unknown methods. */
const BESIDES: [path: string, surface: Surface, method?: string][] = [
  ["/widget.js", "loader"],
  ["/assets/app-5.js", "asset"],
  ["/nowhere", "data"],
  ["/app.html", "data"],
  ["/embed/..%2f..%2fetc", "data"],
  ["/inbox", "data", "PUT"],
  ["/inbox", "data", "OPTIONS"],
  ["/nowhere", "data", "POST"],
];

/** Headers that a response may set itself. */
const MAY_DIFFER: Record<string, readonly string[]> = {
  "/widget.js": ["cache-control"],
  "/widget/known/settings.json": ["cache-control", "cross-origin-resource-policy"],
  "/widget/unknown/settings.json": ["cross-origin-resource-policy"],
};

const OTHER_HEADER = advice`The headers of each surface are in ${"src/server/http/security/security-headers.ts"}. Where an answer chooses another one on purpose, say so in MAY_DIFFER in ${"src/server/http/every-route.test.ts"}.`;

test("the crawler knows every route there is", async () => {
  await using world = await startTestApp();
  const paths = world.routes.map((route) => route.split(" ")[1] ?? "");

  const fix = advice`Give every route a line in ROUTES in ${"src/server/http/every-route.test.ts"}: an address for it, and what answers there.`;
  expectListed({ found: paths, listed: Object.keys(ROUTES), fix });
});

test("every route, and whatever no route answers, leaves with the headers of its surface", async () => {
  await using world = await startTestApp();
  const visits = [...Object.values(ROUTES).flat(), ...BESIDES];

  for (const [path, surface, method] of visits) {
    for (const asked of method === undefined ? ["GET", "HEAD"] : [method]) {
      const { headers } = await world.get(path, { method: asked });
      for (const [name, value] of Object.entries(headersOf(surface))) {
        if (MAY_DIFFER[path]?.includes(name) === true) continue;
        expect([asked, path, name, headers.get(name)], OTHER_HEADER).toEqual([asked, path, name, value]);
      }
    }
  }
});

/** Addresses that show a person a notice: its status, surface, and a word of it. */
const NOTICES: [path: string, status: number, surface: Surface, word: string][] = [
  ["/nowhere", 404, "notice", "nothing here"],
  ["/app.html", 404, "notice", "nothing here"],
  ["/api/auth/crash", 500, "notice", "went wrong"],
  ["/demo?widget=unknown", 404, "notice", "no chat here"],
  ["/embed/unknown", 404, "framed-notice", "no chat here"],
  ["/chat/unknown", 404, "framed-notice", "no chat here"],
  ["/embed/..%2f..%2fetc", 404, "framed-notice", "no chat here"],
];

const PAGE = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };

async function expectNotice(response: Response, surface: Surface, word: string) {
  const html = await response.text();
  expect(html).toContain("<h1>");
  expect(html).toContain(word);
  expect(html).not.toContain("<script");
  const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? "";
  const hash = new Bun.CryptoHasher("sha256").update(style).digest("base64");
  expect(response.headers.get("content-security-policy")).toContain(`style-src 'sha256-${hash}'`);
  for (const [name, value] of Object.entries(headersOf(surface)))
    expect([name, response.headers.get(name)], OTHER_HEADER).toEqual([name, value]);
}

test("a person reads a notice where there is nothing else, with the right status; a program reads a line", async () => {
  await using world = await startTestApp();

  for (const [path, status, surface, word] of NOTICES) {
    const response = await world.get(path, PAGE);
    expect([path, response.status, response.headers.get("content-type")]).toEqual([
      path,
      status,
      "text/html; charset=utf-8",
    ]);
    await expectNotice(response, surface, word);
    const plain = await world.get(path);
    expect([path, plain.status, (await plain.text()).includes("<")]).toEqual([path, status, false]);
    const head = await world.get(path, { ...PAGE, method: "HEAD" });
    if (path !== "/api/auth/crash")
      expect([path, head.status, await head.text()]).toEqual([path, status, ""]);
  }
});

test("before the set-up a person reads what to do on every page", async () => {
  await using world = await startTestApp({ isSetUp: false });

  for (const path of ["/", "/inbox", "/demo", "/embed/known"]) {
    const response = await world.get(path, PAGE);
    expect([path, response.status]).toEqual([path, 503]);
    await expectNotice(response, "notice", "set-up link");
  }
  expect(await (await world.get("/trpc/agent.me", PAGE)).text()).toContain("set-up link");
});

test("every answer says what kind of text it is, so that nobody has to guess", async () => {
  await using world = await startTestApp();

  for (const [path, , method = "GET"] of [...Object.values(ROUTES).flat(), ...BESIDES]) {
    const { status, headers } = await world.get(path, { method });
    if (status === 302) continue;
    expect([path, headers.get("content-type")]).toEqual([
      path,
      expect.stringMatching(/^(text\/(plain|html|javascript); ?charset=utf-8|application\/(json|x-ndjson))/),
    ]);
  }
});

test("nothing says what it is built with", async () => {
  await using world = await startTestApp();

  for (const [path] of [...Object.values(ROUTES).flat(), ...BESIDES]) {
    const { headers } = await world.get(path);
    expect([path, headers.get("server"), headers.get("x-powered-by")]).toEqual([path, null, null]);
  }
});

test("a chat that names its sites says so wherever it is framed, and nowhere else", async () => {
  await using world = await startTestApp();
  world.widget.sites = ["fern.shop", "*.moss.example"];
  const policyOf = async (path: string) =>
    (await world.get(path)).headers.get("content-security-policy") ?? "";

  for (const path of ["/embed/known", "/chat/known"])
    expect(await policyOf(path)).toEndWith("; frame-ancestors 'self' fern.shop *.moss.example");
  expect(await policyOf("/inbox")).toEndWith("; frame-ancestors 'none'");
});
