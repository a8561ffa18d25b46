import { expect, test } from "bun:test";
import { addressFaultText } from "./address-fault-text.ts";
import type { AddressFaultAt } from "./client-address.ts";
import type { TrustProxy } from "./trust-proxy.ts";

const at = (fault: AddressFaultAt["fault"], entry = "") => ({ fault, header: "x-real-ip", entry });

test.each<[AddressFaultAt["fault"], TrustProxy, RegExp]>([
  ["missing", 2, /^TRUST_PROXY=2, but a request came without the header x-real-ip\. .*one limit\./],
  ["too-short", 2, /^TRUST_PROXY=2, but x-real-ip of a request has fewer entries\. .*one limit\./],
  ["unreadable", "fly", /^TRUST_PROXY=fly, but "" in x-real-ip is no IP address .*one limit\./],
  ["contradictory", 1, /^TRUST_PROXY=1, but x-real-ip name different callers.*one limit\./],
  ["unexpected", "none", /^TRUST_PROXY is none, but a request from a neighbouring address has x-real-ip\./],
])("the line about a header that is %s names setting, header and consequence", (fault, trust, line) => {
  expect(addressFaultText(at(fault), trust)).toMatch(line);
});

function settingOf(hops: number): string | undefined {
  return addressFaultText(at("missing"), { header: "x-real-ip", hops }).split(",")[0];
}

function shapeOf(entry: string): string | undefined {
  return /"(.*)"/.exec(addressFaultText(at("unreadable", entry), 1))?.[1];
}

test("a named header is shown as the operator writes it, with the number of proxies if there are several", () => {
  expect([settingOf(1), settingOf(3)]).toEqual(["TRUST_PROXY=x-real-ip", "TRUST_PROXY=x-real-ip:3"]);
});

test("of an entry its form is shown: digits as 0, odd characters as ?, sixty characters of a long one", () => {
  expect(shapeOf("[2001:db8::7%11]:40007;a=b,c-d/\n")).toBe("[0000:db0::0%00]:00000;a=b,c-d??");
  expect(shapeOf("x".repeat(61))).toBe("x".repeat(60));
});
