import { expect, test } from "bun:test";
import { typedSites } from "./parse-sites.ts";

test("sites are read as people write them", () => {
  const text =
    " fern.shop, https://WWW.Fern.shop/cart?x=1\n*.moss.example  http://localhost:8080/ bücher.example";

  expect(typedSites(text)).toEqual({
    sites: ["fern.shop", "www.fern.shop", "*.moss.example", "localhost:8080", "xn--bcher-kva.example"],
    wrong: [],
  });
});

test("nothing typed is no site, and a site typed twice is one", () => {
  expect(typedSites(" \n ")).toEqual({ sites: [], wrong: [] });
  expect(typedSites("fern.shop FERN.SHOP").sites).toEqual(["fern.shop"]);
});

test("what names no site is told apart", () => {
  expect(typedSites("fern.shop * *.com me@fern.shop http:// 'self'").wrong).toEqual([
    "*",
    "*.com",
    "me@fern.shop",
    "http://",
    "'self'",
  ]);
});
