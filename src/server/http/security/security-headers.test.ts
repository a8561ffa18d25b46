import { expect, test } from "bun:test";
import { NOTICE_STYLE } from "../pages/notice-page.ts";
import { type Surface, createSecurityHeaders } from "./security-headers.ts";

const headersOf = createSecurityHeaders(["https://chat.example"], NOTICE_STYLE);
const SURFACES: readonly Surface[] = ["app", "frame", "demo", "loader", "asset", "data"];

function directives(surface: Surface, ancestors?: readonly string[]): string[] {
  return headersOf(surface, ancestors)["content-security-policy"]?.split("; ") ?? [];
}

test.each([...SURFACES])(
  "a response of kind %p starts from nothing allowed, and is never sniffed",
  (surface) => {
    expect(directives(surface)).toContain("default-src 'none'");
    expect(headersOf(surface)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  },
);

test("no kind of response allows inline or evaluated code, or any other host's", () => {
  for (const surface of SURFACES) {
    expect(headersOf(surface)["content-security-policy"]).not.toMatch(/unsafe|nonce|https:|\*/);
  }
});

test("the app's pages cannot be framed and take no HTML strings", () => {
  expect(directives("app")).toContain("frame-ancestors 'none'");
  expect(directives("app")).toContain("require-trusted-types-for 'script'");
  expect(headersOf("app")["cross-origin-opener-policy"]).toBe("same-origin");
});

test("pages may open sockets to every origin of ours", () => {
  const local = createSecurityHeaders(["http://localhost:3000", "http://127.0.0.1:3000"], NOTICE_STYLE);

  expect(directives("app")).toContain("connect-src 'self' wss://chat.example");
  expect(local("frame")["content-security-policy"]).toContain(
    "connect-src 'self' ws://localhost:3000 ws://127.0.0.1:3000",
  );
});

test("the frame may be embedded anywhere until sites are named, and then only there", () => {
  expect(headersOf("frame")["content-security-policy"]).not.toContain("frame-ancestors");
  expect(directives("frame", ["https://shop.example"])).toContain("frame-ancestors https://shop.example");
  expect(directives("frame", [])).toContain("frame-ancestors 'none'");
});

test("the chat confines itself: it runs and opens links, and does nothing to the page around it", () => {
  const sandbox = directives("frame").find((directive) => directive.startsWith("sandbox"));

  expect(sandbox?.split(" ").slice(1).toSorted()).toEqual([
    "allow-forms",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-same-origin",
    "allow-scripts",
  ]);
});

test("only the loader and the frame may be used by other sites' pages", () => {
  const open = SURFACES.filter(
    (surface) => headersOf(surface)["cross-origin-resource-policy"] !== "same-origin",
  );

  expect(open).toEqual(["frame", "loader"]);
});

test("data is kept by nobody", () => {
  expect(headersOf("data")["cache-control"]).toBe("no-store");
});

test("a browser is bound to https only where we are served by it", () => {
  expect(headersOf("app")["strict-transport-security"]).toBe("max-age=31536000");
  expect(createSecurityHeaders(["http://localhost:3000"], NOTICE_STYLE)("app")).not.toHaveProperty(
    "strict-transport-security",
  );
});

test("no page may use what a chat has no need of", () => {
  const policy = headersOf("app")["permissions-policy"] ?? "";

  for (const device of ["camera", "microphone", "geolocation", "payment", "usb", "serial", "hid", "midi"])
    expect(policy.split(", ")).toContain(`${device}=()`);
});

test("a page may load its own files and pictures in its text, and nothing else", () => {
  for (const surface of ["app", "frame", "demo"] as const)
    expect(directives(surface)).toEqual(
      expect.arrayContaining([
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
      ]),
    );
});

test("the demo page frames the chat of this server, and nobody frames the demo page", () => {
  expect(directives("demo")).toEqual(expect.arrayContaining(["frame-src 'self'", "frame-ancestors 'none'"]));
  expect(headersOf("demo")["cross-origin-resource-policy"]).toBe("same-origin");
});

test("the frame is allowed on pages that isolate themselves, and is found by no search engine", () => {
  expect(headersOf("frame")).toMatchObject({
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "cross-origin",
    "x-robots-tag": "noindex",
  });
});

test("a notice runs nothing and sends nothing, and only the widget's is framed", () => {
  const style = `style-src ${NOTICE_STYLE}`;
  const nothing = ["default-src 'none'", style, "form-action 'none'", "base-uri 'none'"];

  expect(directives("notice")).toEqual([...nothing, "frame-ancestors 'none'"]);
  expect(directives("framed-notice")).toEqual([...nothing, "sandbox"]);
  expect(headersOf("notice")).toMatchObject({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  });
  expect(headersOf("framed-notice")).toMatchObject({
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "no-store",
  });
});

test("what is no page allows nothing at all", () => {
  for (const surface of ["loader", "asset", "data"] as const)
    expect(directives(surface)).toEqual(["default-src 'none'", "frame-ancestors 'none'"]);
});

test("an IPv6 origin, which a policy cannot name, is left out of it", () => {
  const local = createSecurityHeaders(["http://localhost:3000", "http://[::1]:3000"], NOTICE_STYLE);

  expect(local("app")["content-security-policy"]).toContain("connect-src 'self' ws://localhost:3000;");
});
