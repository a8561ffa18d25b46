import { expect, test } from "bun:test";
import { crossSiteRefusal, otherSiteEvent } from "./csrf.ts";

const OURS = "https://chat.example";
const PROPER = { origin: OURS, "x-requested-by": "switchboard", "content-type": "application/json" };

function statusOf(headers: Record<string, string>, method = "POST"): number | null {
  return crossSiteRefusal(method, new Headers(headers), (origin) => origin === OURS)?.status ?? null;
}

function without(name: keyof typeof PROPER): Record<string, string> {
  return Object.fromEntries(Object.entries(PROPER).filter(([key]) => key !== name));
}

test("a proper request of our own page passes", () => {
  expect(statusOf(PROPER)).toBeNull();
});

test("reading needs nothing", () => {
  expect([statusOf({}, "GET"), statusOf({}, "HEAD")]).toEqual([null, null]);
  expect(statusOf({ "sec-fetch-site": "none" }, "GET")).toBeNull();
});

test.each(["cross-site", "same-site"])("not even reading is for what the browser calls %p", (site) => {
  expect(statusOf({ "sec-fetch-site": site }, "GET")).toBe(403);
});

test.each(["https://evil.example", "https://chat.example.evil.example", "http://chat.example", "null", ""])(
  "a page of origin %p is turned away",
  (origin) => {
    expect(statusOf({ ...PROPER, origin })).toBe(403);
  },
);

test("where the browser names no origin, its word that the page is ours is enough", () => {
  expect(statusOf({ ...without("origin"), "sec-fetch-site": "same-origin" })).toBeNull();
});

test.each(["cross-site", "same-site", "none"])("where the browser says %p, it is not", (site) => {
  expect(statusOf({ ...without("origin"), "sec-fetch-site": site })).toBe(403);
});

test("a caller that names neither is turned away", () => {
  expect(statusOf(without("origin"))).toBe(403);
});

test("a foreign origin is not made good by a header that says otherwise", () => {
  expect(statusOf({ ...PROPER, origin: "https://evil.example", "sec-fetch-site": "same-origin" })).toBe(403);
});

test("without our header a request is turned away", () => {
  expect(statusOf(without("x-requested-by"))).toBe(403);
  expect(statusOf({ ...PROPER, "x-requested-by": "somebody" })).toBe(403);
});

test.each([
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "text/plain",
  "application/octet-stream",
  "application/json, text/plain",
  "application/jsonp",
])("a body of type %p is not read", (type) => {
  expect(statusOf({ ...PROPER, "content-type": type })).toBe(415);
});

test("a body of no type is not read", () => {
  expect(statusOf(without("content-type"))).toBe(415);
});

test("any other method counts as changing something", () => {
  expect(statusOf({}, "PUT")).toBe(403);
  expect(statusOf({}, "get")).toBe(403);
});

test.each([
  ["https://evil.example", "https://evil.example"],
  ["https://EVIL.example:443/path", "https://evil.example"],
  ["null", "unreadable"],
  ["not an address", "unreadable"],
  ["file:///etc/passwd", "unreadable"],
  ["", "unreadable"],
])("the log names the origin %j as %s", (sent, origin) => {
  expect(otherSiteEvent("call", new Headers({ origin: sent }), "192.0.2.1")).toEqual({
    kind: "other-site",
    what: "call",
    origin,
    from: "192.0.2.1",
  });
});

test("the log says when no origin was sent", () => {
  expect(otherSiteEvent("socket", new Headers(), "192.0.2.1")).toMatchObject({
    what: "socket",
    origin: "none",
  });
});

test("the type of the body may be written in capitals, and what is refused is said in a sentence", () => {
  expect(statusOf({ ...PROPER, "content-type": "Application/JSON" })).toBeNull();
  const texts = [
    { ...PROPER, origin: "https://evil.example" },
    without("x-requested-by"),
    without("content-type"),
  ];
  expect(
    texts.map((headers) => crossSiteRefusal("POST", new Headers(headers), (origin) => origin === OURS)?.text),
  ).toEqual([
    "This origin may not ask for that.",
    "The header x-requested-by: switchboard is missing.",
    "Only application/json is read here.",
  ]);
});

test("what passes has no refusal", () => {
  for (const [method, headers] of [
    ["POST", PROPER],
    ["GET", {}],
  ] as const)
    expect(crossSiteRefusal(method, new Headers(headers), (origin) => origin === OURS)).toBeNull();
});
