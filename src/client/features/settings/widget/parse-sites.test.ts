import { expect, test } from "bun:test";
import { parseSites } from "./parse-sites.ts";

test("sites are read as people write them", () => {
  const text =
    " fern.shop, https://WWW.Fern.shop/cart?x=1\n*.moss.example  http://localhost:8080/ bücher.example";

  expect(parseSites(text)).toEqual({
    sites: ["fern.shop", "www.fern.shop", "*.moss.example", "localhost:8080", "xn--bcher-kva.example"],
    wrong: [],
  });
});

test("nothing typed is no site, and a site typed twice is one", () => {
  expect(parseSites(" \n ")).toEqual({ sites: [], wrong: [] });
  expect(parseSites("fern.shop FERN.SHOP").sites).toEqual(["fern.shop"]);
});

test("what names no site is told apart", () => {
  expect(parseSites("fern.shop * *.com me@fern.shop http:// 'self'").wrong).toEqual([
    "*",
    "*.com",
    "me@fern.shop",
    "http://",
    "'self'",
  ]);
});
