import { describe, expect, test } from "bun:test";
import { readTrustProxy, type TrustProxy } from "./trust-proxy.ts";

describe("what stands in front is read from one word", () => {
  test.each<[string, TrustProxy]>([
    ["none", "none"],
    ["NONE", "none"],
    ["1", 1],
    ["10", 10],
    ["fly", "fly"],
    ["Cloudflare", "cloudflare"],
    ["cloudfront", "cloudfront"],
    ["akamai", "akamai"],
    ["X-Real-IP", { header: "x-real-ip", hops: 1 }],
    ["x-forwarded-for:10", { header: "x-forwarded-for", hops: 10 }],
    ["Forwarded", { header: "forwarded", hops: 1 }],
    ["forwarded:2", { header: "forwarded", hops: 2 }],
  ])("%s", (text, read) => expect(readTrustProxy(text)).toEqual(read));

  test.each([
    "",
    "0",
    "11",
    "-1",
    "1.5",
    "true",
    "cloudflair",
    "toString",
    "forwarded:0",
    "x-real-ip:11",
    "x-real-ip:",
    "x-real-ip:1:2",
    "-x",
    "x-",
    "x real-ip",
    "a, x-real-ip",
  ])("%j is none of these", (text) => expect(readTrustProxy(text)).toBeNull());
});
