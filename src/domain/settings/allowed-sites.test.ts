import { describe, expect, test } from "bun:test";
import { isValidSite, isEmbeddingAllowed } from "./allowed-sites.ts";

const page = (host: string, port = "") => ({ host, port });

describe("what names a site", () => {
  test.each([
    "fern.shop",
    "www.fern.shop",
    "*.fern.shop",
    "localhost",
    "localhost:8080",
    "127.0.0.1:5173",
    "xn--bcher-kva.example",
    "a-b.example:65535",
  ])("%s does", (text) => expect(isValidSite(text)).toBe(true));

  test.each([
    "",
    "*",
    "*.",
    "*.com",
    "*.*.fern.shop",
    "www.*.shop",
    "https://fern.shop",
    "fern.shop/",
    "fern.shop/path",
    "FERN.shop",
    "fern.shop.",
    ".fern.shop",
    "fern..shop",
    "fern shop",
    "fern.shop; script-src *",
    "fern.shop 'unsafe-inline'",
    "fern.shop\n",
    "fern.shop:0",
    "fern.shop:65536",
    "fern.shop:",
    "fern.shop:*",
    "'self'",
    "data:",
    "bücher.example",
    "-fern.shop",
    "user@fern.shop",
    "[::1]",
    `${"a".repeat(64)}.shop`,
  ])("%p does not", (text) => expect(isValidSite(text)).toBe(false));
});

describe("which page may embed the chat", () => {
  test("any, while no site is named", () => {
    expect(isEmbeddingAllowed([], page("anything.example"))).toBe(true);
  });

  test("that of a named host, with its port and no other", () => {
    const sites = ["fern.shop", "localhost:8080"];

    expect(isEmbeddingAllowed(sites, page("fern.shop"))).toBe(true);
    expect(isEmbeddingAllowed(sites, page("localhost", "8080"))).toBe(true);
    for (const other of [
      page("fern.shop", "8080"),
      page("localhost"),
      page("www.fern.shop"),
      page("evil-fern.shop"),
      page("fern.shop.evil.example"),
      page("fern.shop."),
      page(""),
    ])
      expect(isEmbeddingAllowed(sites, other)).toBe(false);
  });

  test("all below a host with a star, but not that host, nor one that only ends alike", () => {
    const sites = ["*.fern.shop"];

    expect(isEmbeddingAllowed(sites, page("www.fern.shop"))).toBe(true);
    expect(isEmbeddingAllowed(sites, page("a.b.fern.shop"))).toBe(true);
    expect(isEmbeddingAllowed(sites, page("fern.shop"))).toBe(false);
    expect(isEmbeddingAllowed(sites, page("evilfern.shop"))).toBe(false);
  });
});
