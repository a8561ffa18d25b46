import { expect, test } from "bun:test";
import { embeddingPolicyOf } from "./embedding-policy.ts";

const OURS = ["https://chat.example"];
const { frameAncestors, allows } = embeddingPolicyOf(["fern.shop", "*.moss.example"], OURS);

test("a company that names no site lets everybody embed its chat", () => {
  const open = embeddingPolicyOf([], OURS);

  expect(open.frameAncestors).toBeNull();
  expect(["https://anything.example", "null", null].every(open.allows)).toBe(true);
});

test("the browser is told the named sites, and ourselves for the demo page", () => {
  expect(frameAncestors).toEqual(["'self'", "fern.shop", "*.moss.example"]);
});

test.each(["https://fern.shop", "https://www.moss.example", "https://chat.example", null])(
  "a page of %p may",
  (origin) => expect(allows(origin)).toBe(true),
);

test.each([
  "null",
  "",
  "https://",
  "http://fern.shop",
  "https://fern.shop.",
  "https://FERN.shop",
  "https://fern.shop:8443",
  "https://fern.shop/",
  "https://evil-fern.shop",
  "https://fern.shop.evil.example",
  "https://www.fern.shop",
  "https://moss.example",
  "https://evilmoss.example",
  "https://user@fern.shop",
  "https://fern.shop@evil.example",
  "https://evil.example#https://fern.shop",
  "file://fern.shop",
  "chrome-extension://fern.shop",
  "fern.shop",
  "https://fern.shop, https://evil.example",
])("a page of %p may not", (origin) => expect(allows(origin)).toBe(false));

test("a chat on plain http, as on a laptop, is embedded by pages on plain http", () => {
  const laptop = embeddingPolicyOf(["localhost:8080"], ["http://localhost:3000"]);

  expect(laptop.allows("http://localhost:8080")).toBe(true);
  expect(laptop.allows("http://localhost:8081")).toBe(false);
});

test("a chat that can also be had on plain http is embedded by pages on plain http", () => {
  const mixed = embeddingPolicyOf(["fern.shop"], ["https://chat.example", "http://chat.example"]);

  expect(mixed.allows("http://fern.shop")).toBe(true);
});
