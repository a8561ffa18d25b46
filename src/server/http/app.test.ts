import { expect, test } from "bun:test";
import { startTestApp } from "./testing/start-test-app.ts";
import { until } from "./testing/wait-until.ts";

function headersOf(response: Response, ...names: string[]): (string | null)[] {
  return names.map((name) => response.headers.get(name));
}

const OURS = { origin: "https://chat.example", "x-requested-by": "switchboard" };

test("the front door leads to the inbox", async () => {
  await using world = await startTestApp();
  const response = await world.get("/");

  expect([response.status, response.headers.get("location")]).toEqual([302, "/inbox"]);
});

test.each([
  "/setup?token=1",
  "/login",
  "/invite/abc",
  "/reset",
  "/inbox",
  "/inbox/cus_1",
  "/settings",
  "/settings/chatbot",
])("%p is the agents' app, shut to frames", async (path) => {
  await using world = await startTestApp();
  const response = await world.get(path);

  expect(await response.text()).toBe("the app");
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});

test.each(["/embed/known", "/chat/known"])("%p is the widget's page, open to frames", async (path) => {
  await using world = await startTestApp();
  const response = await world.get(path);

  expect(await response.text()).toBe("the widget");
  expect(response.headers.get("content-security-policy")).not.toContain("frame-ancestors");
});

test("a widget that names its sites is framed by them alone, and by our demo page", async () => {
  await using world = await startTestApp();
  world.widget.sites = ["shop.example"];

  const response = await world.get("/embed/known");

  expect(response.headers.get("content-security-policy")).toEndWith("frame-ancestors 'self' shop.example");
});

test("the loader on any other site is told to draw nothing", async () => {
  await using world = await startTestApp();
  world.widget.sites = ["shop.example"];
  const ask = (origin?: string) =>
    world.get("/widget/known/settings.json", origin === undefined ? {} : { headers: { origin } });

  const [there, elsewhere, ours] = [
    await ask("https://shop.example"),
    await ask("https://evil.example"),
    await ask(),
  ];

  expect([there.status, elsewhere.status, ours.status]).toEqual([200, 403, 200]);
  expect(headersOf(elsewhere, "access-control-allow-origin", "vary")).toEqual(["*", "origin"]);
});

test.each([
  "/embed/unknown",
  "/chat/unknown",
  "/widget/unknown/settings.json",
  "/embed/..%2fknown",
  "/embed/a b",
])("%p says that there is no such chat", async (path) => {
  await using world = await startTestApp();
  const response = await world.get(path);

  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
});

test("the loader may be used by every page, and a new one is seen within minutes", async () => {
  await using world = await startTestApp();
  const response = await world.get("/widget.js");

  expect(await response.text()).toBe("loader()");
  expect(
    headersOf(response, "cache-control", "cross-origin-resource-policy", "access-control-allow-origin"),
  ).toEqual(["public, max-age=300, stale-while-revalidate=86400", "cross-origin", "*"]);
});

test("the loader's settings may be read by every page, without cookies, and are sent again only when changed", async () => {
  await using world = await startTestApp();
  const path = "/widget/known/settings.json";

  const first = await world.get(path);
  const again = await world.get(path, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
  world.widget.loaderSettings = { color: "#654321" };
  const changed = await world.get(path, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });

  expect(headersOf(first, "access-control-allow-origin", "access-control-allow-credentials")).toEqual([
    "*",
    null,
  ]);
  expect([await first.json(), again.status, await changed.json()]).toEqual([
    { color: "#123456" },
    304,
    { color: "#654321" },
  ]);
});

test("nothing else may be read by other sites' pages", async () => {
  await using world = await startTestApp();

  for (const path of ["/inbox", "/embed/known", "/trpc/a", "/api/auth/b", "/assets/app-5.js", "/no"]) {
    const response = await world.get(path, { headers: { origin: "https://evil.example" } });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  }
});

test("the demo page shows the first widget unless its address names another", async () => {
  await using world = await startTestApp();

  const unnamed = await world.get("/demo");
  const named = await world.get("/demo?widget=known&mark=fresh");

  expect([unnamed.status, unnamed.headers.get("location")]).toEqual([302, "/demo?widget=known&mark=fresh"]);
  expect(await named.text()).toBe("the demo");
});

test("a hashed file is kept for ever, and a page is not had under its file's name", async () => {
  await using world = await startTestApp();

  const file = await world.get("/assets/app-5.js");
  const page = await world.get("/app.html");

  expect([file.headers.get("cache-control"), page.status]).toEqual([
    "public, max-age=31536000, immutable",
    404,
  ]);
});

test("a HEAD is answered like a GET, without the body", async () => {
  await using world = await startTestApp();

  for (const path of ["/inbox", "/widget.js", "/embed/known"]) {
    const response = await world.get(path, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  }
});

test.each(["PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])(
  "the method %p is not known here",
  async (method) => {
    await using world = await startTestApp();
    const response = await world.get("/trpc/session.open", { method });

    expect([response.status, response.headers.get("allow"), world.received]).toEqual([
      405,
      "GET, HEAD, POST",
      [],
    ]);
  },
);

test("single calls reach tRPC with their body and the address our proxy saw", async () => {
  await using world = await startTestApp();
  const headers = { "x-forwarded-for": "203.0.113.9, 198.51.100.4" };

  await world.get("/trpc/a,b?batch=1", { method: "POST", body: "the body", headers });

  expect(world.received).toEqual(["trpc /trpc/a,b 198.51.100.4 the body"]);
});

test("a request for a socket reaches the sockets with that address too", async () => {
  await using world = await startTestApp();
  const response = await world.get("/trpc", { headers: { "x-forwarded-for": "198.51.100.4" } });

  expect([response.status, await response.text()]).toEqual([426, "no socket for 198.51.100.4\n"]);
});

test("sign-in is handed over with its body, and its cookies come back", async () => {
  await using world = await startTestApp();
  const response = await world.get("/api/auth/sign-in/email", {
    method: "POST",
    headers: { ...OURS, "content-type": "application/json" },
    body: "{}",
  });

  expect(world.received).toEqual(["auth {}"]);
  expect(headersOf(response, "set-cookie", "cache-control")).toEqual(["sid=1; HttpOnly", "no-store"]);
});

test("an accident is reported to us, and a stranger learns nothing of it", async () => {
  await using world = await startTestApp();
  const response = await world.get("/api/auth/crash");

  expect([response.status, await response.text()]).toEqual([500, "Something went wrong.\n"]);
  expect(world.reports).toEqual(["http: Error: SQLITE_BUSY in /app/secret.ts"]);
});

test("a process that is not ready says so, and is alive", async () => {
  await using world = await startTestApp();
  world.state.isReady = false;

  expect([(await world.get("/readyz")).status, (await world.get("/healthz")).status]).toEqual([503, 200]);
});

test("before the set-up only health, the set-up page, its calls and files answer", async () => {
  await using world = await startTestApp({ isSetUp: false });
  const open = ["/healthz", "/readyz", "/setup", "/trpc/account.setUp", "/assets/app-5.js", "/widget.js"];
  const shut = [
    "/",
    "/inbox",
    "/embed/known",
    "/demo",
    "/api/auth/get-session",
    "/trpc/session.open",
    "/nowhere",
  ];

  const statuses = async (paths: string[]) =>
    await Promise.all(paths.map(async (path) => (await world.get(path)).status));

  expect(await statuses(open)).toEqual(open.map(() => 200));
  expect(await statuses(shut)).toEqual(shut.map(() => 503));
  world.state.isSetUp = true;
  expect((await world.get("/inbox")).status).toBe(200);
});

test("before the set-up a visitor is told what to do", async () => {
  await using world = await startTestApp({ isSetUp: false });

  expect(await (await world.get("/inbox")).text()).toContain("set-up link");
});

test("a database that does not answer is said to be away for a moment, and nothing to report", async () => {
  await using world = await startTestApp();
  const response = await world.get("/api/auth/away");

  expect([response.status, response.headers.get("retry-after"), await response.text()]).toEqual([
    503,
    "1",
    "Try again in a moment.\n",
  ]);
  expect(world.reports).toEqual([]);
});

const FROM = { origin: "https://evil.example", from: "198.51.100.4" };
const FOREIGN = { origin: FROM.origin, "sec-fetch-site": "cross-site", "x-forwarded-for": FROM.from };

test("sign-in and downloads are for our own pages, and whose page it was is in the log", async () => {
  await using world = await startTestApp();
  const statuses = [
    await world.get("/api/auth/get-session", { headers: FOREIGN }),
    await world.get("/api/auth/sign-in/email", { method: "POST", body: "{}", headers: FOREIGN }),
    await world.get("/export/company", { headers: FOREIGN }),
    await world.get("/export/customers/cus_1", { headers: FOREIGN }),
  ].map(({ status }) => status);

  expect([statuses, world.received]).toEqual([[403, 403, 403, 403], []]);
  expect(world.events).toEqual(
    ["sign-in", "sign-in", "download", "download"].map((what) => ({ kind: "other-site", what, ...FROM })),
  );
});

test("downloads are asked for by whose data they hold", async () => {
  await using world = await startTestApp();
  await world.get("/export/company");
  await world.get("/export/customers/cus_1");

  expect(world.received).toEqual(["download of the company", "download of cus_1"]);
  expect(world.events).toEqual([]);
});

test.each([
  [401, { kind: "refused", why: "unauthorized", by: "somebody" }],
  [403, { kind: "refused", why: "forbidden", by: "somebody" }],
  [404, { kind: "refused", why: "unknown", by: "somebody" }],
  [429, { kind: "slowed" }],
] as const)("a download that is answered %i is in the log", async (status, event) => {
  await using world = await startTestApp();
  world.state.downloadStatus = status;
  const headers = { "x-forwarded-for": "2001:db8:1:2::3" };
  const response = await world.get("/export/company", { headers });

  expect(response.status).toBe(status);
  expect(world.events).toMatchObject([{ ...event, what: "download", from: "2001:db8:1:2::/64" }]);
});

test("what of a proxy's header is not understood is said once", async () => {
  await using world = await startTestApp();
  for (let n = 0; n < 2; n += 1) await world.get("/trpc", { headers: { "x-forwarded-for": "unknown" } });
  await world.get("/trpc");

  expect(world.warnings).toEqual([
    expect.stringContaining("is no IP address"),
    expect.stringContaining("came without the header"),
  ]);
});

test("a file is not posted to", async () => {
  await using world = await startTestApp();

  expect((await world.get("/assets/app-5.js", { method: "POST" })).status).toBe(404);
});

test("the demo page is told from the company's own pages by a mark in its address, which is renewed when it is old", async () => {
  await using world = await startTestApp();
  for (const query of ["widget=known", "widget=known&mark=old"]) {
    const answer = await world.get(`/demo?${query}`);

    expect([answer.status, answer.headers.get("location"), answer.headers.get("cache-control")]).toEqual([
      302,
      "/demo?widget=known&mark=fresh",
      "no-store",
    ]);
  }
});

test("a demo page whose key is unknown, or of a server without a chat, shows none", async () => {
  await using world = await startTestApp();
  const named = await world.get("/demo?widget=unknown");
  const odd = await world.get("/demo?widget=../known");

  expect([named.status, odd.status]).toEqual([404, 404]);
});

test("the loader's settings are not kept without asking, and say of which origin they depend", async () => {
  await using world = await startTestApp();
  const response = await world.get("/widget/known/settings.json");

  expect(
    headersOf(response, "cache-control", "vary", "cross-origin-resource-policy", "content-type"),
  ).toEqual(["no-cache", "origin", "cross-origin", "application/json"]);
  expect(response.headers.get("etag")).toMatch(/^"[\w-]{43}"$/);
  const head = await world.get("/widget/known/settings.json", { method: "HEAD" });
  expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([
    200,
    "",
    response.headers.get("etag"),
  ]);
});

test("a download that takes nothing is closed, and what it was reading ends", async () => {
  await using world = await startTestApp();
  world.state.isEndless = true;
  const { hostname, port } = new URL(world.url);

  await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      open: (socket) => void socket.write(`GET /export/company HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`),
      data: (socket) => socket.pause(),
    },
  });

  await until(() => world.state.left === 1);
}, 20_000);
