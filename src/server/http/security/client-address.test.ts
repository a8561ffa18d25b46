import { describe, expect, test } from "bun:test";
import { addressKey, clientAddress } from "./client-address.ts";

const PEER = "192.0.2.1";

function forwarded(list: string): Headers {
  return new Headers({ "x-forwarded-for": list });
}

describe("with no proxy in front", () => {
  test("the peer is the caller, whatever the headers claim", () => {
    const headers = new Headers({ "x-forwarded-for": "203.0.113.9", "fly-client-ip": "203.0.113.9" });

    expect(clientAddress(headers, PEER, "none")).toBe(PEER);
  });

  test("an IPv4 peer seen through an IPv6 socket is still that IPv4 address", () => {
    expect(clientAddress(new Headers(), "::ffff:192.0.2.7", "none")).toBe("192.0.2.7");
  });
});

describe("behind proxies of our own", () => {
  test("the entry our outermost proxy wrote is the caller", () => {
    expect(clientAddress(forwarded("198.51.100.4"), PEER, 1)).toBe("198.51.100.4");
    expect(clientAddress(forwarded("198.51.100.4, 10.0.0.2"), PEER, 2)).toBe("198.51.100.4");
  });

  test("what the caller wrote further left is never believed", () => {
    expect(clientAddress(forwarded("203.0.113.9, 198.51.100.4"), PEER, 1)).toBe("198.51.100.4");
  });

  test("a list shorter than our proxies means the request went round them", () => {
    expect(clientAddress(forwarded("203.0.113.9"), PEER, 2)).toBe(PEER);
  });

  test("a missing or unreadable list falls back to the peer", () => {
    expect(clientAddress(new Headers(), PEER, 1)).toBe(PEER);
    expect(clientAddress(forwarded("unknown"), PEER, 1)).toBe(PEER);
  });
});

describe("on Fly.io", () => {
  test("the platform's own header names the caller, and a forwarded list does not", () => {
    const headers = new Headers({ "x-forwarded-for": "203.0.113.9", "fly-client-ip": "2001:db8::7" });

    expect(clientAddress(headers, PEER, "fly")).toBe("2001:db8::7");
  });

  test("without that header the peer is the caller", () => {
    expect(clientAddress(forwarded("203.0.113.9"), PEER, "fly")).toBe(PEER);
  });
});

describe("limits count", () => {
  test("an IPv4 caller by its whole address", () => {
    expect(addressKey("198.51.100.4")).toBe("198.51.100.4");
  });

  test("an IPv6 caller by its household, however the address is written", () => {
    const household = "2001:db8:0:42::/64";

    expect(addressKey("2001:db8:0:42::1")).toBe(household);
    expect(addressKey("2001:0DB8:0000:0042:ffff:1:2:3")).toBe(household);
    expect(addressKey("2001:db8:0:43::1")).not.toBe(household);
  });

  test("the loopback address as one caller", () => {
    expect(addressKey("::1")).toBe("0:0:0:0::/64");
  });
});
