import { describe, expect, test } from "bun:test";
import { addressFaultText } from "./address-fault-text.ts";
import { addressKey, clientAddress, type AddressFaultAt } from "./client-address.ts";
import type { TrustProxy } from "./trust-proxy.ts";

const PEER = "192.0.2.1";

function forwarded(list: string): Headers {
  return new Headers({ "x-forwarded-for": list });
}

/** What is read of a request, and what is said of it. */
function read(sent: Record<string, string>, trust: TrustProxy, peer = PEER) {
  const faults: AddressFaultAt[] = [];
  const address = clientAddress(new Headers(sent), peer, trust, (at) => faults.push(at));
  return { address, faults: faults.map(({ fault }) => fault) };
}

describe("with no proxy in front", () => {
  test("the peer is the caller, whatever the headers claim", () => {
    const headers = new Headers({
      "x-forwarded-for": "203.0.113.9",
      "fly-client-ip": "203.0.113.9",
      "cf-connecting-ip": "203.0.113.9",
      forwarded: "for=203.0.113.9",
    });

    expect(clientAddress(headers, PEER, "none")).toBe(PEER);
  });

  test("an IPv4 peer seen through an IPv6 socket is still that IPv4 address", () => {
    expect(clientAddress(new Headers(), "::ffff:192.0.2.7", "none")).toBe("192.0.2.7");
  });

  test("a neighbour that forwards requests is remarked, a stranger who claims to is not", () => {
    const sent = { "x-forwarded-for": "203.0.113.9" };

    const neighbours = ["127.0.0.1", "::1", "10.0.3.4", "172.17.0.1", "::ffff:192.168.1.1", "fd12::1"];
    const ofPlatforms = ["169.254.130.1", "100.64.0.3", "100.127.255.254", "fe80::1%eth0"];
    for (const peer of [...neighbours, ...ofPlatforms])
      expect(read(sent, "none", peer).faults).toEqual(["unexpected"]);
    for (const peer of [PEER, "172.32.0.1", "2001:db8::1", "100.63.0.1", "100.128.0.1", "ff02::1"])
      expect(read(sent, "none", peer).faults).toEqual([]);
  });

  test.each(["forwarded", "x-real-ip", "cf-connecting-ip", "fly-client-ip", "true-client-ip"])(
    "a neighbour that writes %s is a proxy that nobody has told of",
    (header) => {
      expect(read({ [header]: "203.0.113.9" }, "none", "10.0.3.4").faults).toEqual(["unexpected"]);
    },
  );

  test("what a proxy hardly writes is no reason to ask", () => {
    expect(read({ "x-requested-by": "switchboard" }, "none", "10.0.3.4").faults).toEqual([]);
  });
});

describe("behind proxies of our own", () => {
  test("the entry our outermost proxy wrote is the caller", () => {
    expect(clientAddress(forwarded("198.51.100.4"), PEER, 1)).toBe("198.51.100.4");
    expect(clientAddress(forwarded("198.51.100.4, 10.0.0.2"), PEER, 2)).toBe("198.51.100.4");
  });

  test("what the caller wrote further left is never believed", () => {
    expect(clientAddress(forwarded("203.0.113.9, 198.51.100.4"), PEER, 1)).toBe("198.51.100.4");
    expect(clientAddress(forwarded('"203.0.113.9, 198.51.100.4'), PEER, 1)).toBe("198.51.100.4");
  });

  test("a list shorter than our proxies means the request went round them", () => {
    expect(read({ "x-forwarded-for": "203.0.113.9" }, 2)).toEqual({ address: PEER, faults: ["too-short"] });
  });

  test("a missing or unreadable list falls back to the peer", () => {
    expect(read({}, 1)).toEqual({ address: PEER, faults: ["missing"] });
    expect(read({ "x-forwarded-for": "unknown" }, 1)).toEqual({ address: PEER, faults: ["unreadable"] });
  });
});

describe("every way in which proxies write an address is read", () => {
  test.each([
    // nginx, HAProxy, Envoy, Traefik
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8::7", "2001:db8::7"],
    // Azure Application Gateway, IIS with ARR, AWS with the client's port
    ["203.0.113.7:40007", "203.0.113.7"],
    ["[2001:db8::7]:40007", "2001:db8::7"],
    ["[2001:db8::7]", "2001:db8::7"],
    ["2001:db8:85a3:0:0:8a2e:370:7334:46532", "2001:db8:85a3:0:0:8a2e:370:7334"],
    ["2001:db8::7:46532", "2001:db8::7"],
    // in quotes, with blanks, with empty elements on either side
    ['"203.0.113.7"', "203.0.113.7"],
    ['"[2001:db8::7]:40007"', "2001:db8::7"],
    ["\t 203.0.113.7 ", "203.0.113.7"],
    [",, 203.0.113.7", "203.0.113.7"],
    ["203.0.113.7, ,", "203.0.113.7"],
    ["203.0.113.9,203.0.113.7", "203.0.113.7"],
    // sockets for both families, networks with IPv6 only, capitals
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:CB00:7107", "203.0.113.7"],
    ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:40007", "203.0.113.7"],
    ["::ffff:203.0.113.7:40007", "203.0.113.7"],
    ["64:ff9b::203.0.113.7", "203.0.113.7"],
    ["2001:DB8::7", "2001:db8::7"],
    // zones
    ["fe80::1%eth0", "fe80::1"],
    ["[fe80::1%11]:40007", "fe80::1"],
    ["[fe80::1%25eth0]", "fe80::1"],
    // as RFC 7239 hides ports
    ["203.0.113.7:_hidden", "203.0.113.7"],
  ])("X-Forwarded-For: %s", (list, address) => {
    expect(read({ "x-forwarded-for": list }, 1)).toEqual({ address, faults: [] });
  });

  test.each([
    "unknown",
    "_hidden",
    "unix:",
    "-",
    "localhost",
    "shop.example",
    "203.0.113",
    "203.0.113.256",
    "203.0.113.7:port",
    "203.0.113.7/32",
    "2001:db8::7]:40007",
    "[2001:db8::7",
    "203.0.113.7 40007",
    "3405803783",
    "0x7f.1",
    "for=203.0.113.7",
    '""',
  ])("%j is not, and counts as the proxy's", (list) => {
    expect(read({ "x-forwarded-for": `198.51.100.4, ${list}` }, 1)).toEqual({
      address: PEER,
      faults: ["unreadable"],
    });
  });

  test("an empty list is as none", () => {
    expect(read({ "x-forwarded-for": " , " }, 1)).toEqual({ address: PEER, faults: ["too-short"] });
  });
});

describe("a proxy that writes Forwarded", () => {
  test.each([
    ["for=203.0.113.7", "203.0.113.7"],
    ["For=203.0.113.7;Proto=https;By=10.0.0.1", "203.0.113.7"],
    ["proto=https; for=203.0.113.7 ; host=chat.example", "203.0.113.7"],
    ['for="203.0.113.7:40007"', "203.0.113.7"],
    ['for="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17"],
    ['for="[2001:db8:cafe::17]"', "2001:db8:cafe::17"],
    ['for="[::ffff:203.0.113.7]:_p"', "203.0.113.7"],
    [String.raw`for="203.0.113\.7"`, "203.0.113.7"],
    // beyond the grammar, as some write it
    ["for=203.0.113.7:40007", "203.0.113.7"],
    ["for=[2001:db8::7]:40007", "2001:db8::7"],
    ["for=2001:db8::7", "2001:db8::7"],
    ["for=198.51.100.4, for=203.0.113.7", "203.0.113.7"],
    ['for="_a, for=198.51.100.4";proto=http,for=203.0.113.7', "203.0.113.7"],
    [", for=203.0.113.7 ,", "203.0.113.7"],
  ])("is understood: %s", (header, address) => {
    for (const trust of [1, { header: "forwarded", hops: 1 }])
      expect(read({ forwarded: header }, trust)).toEqual({ address, faults: [] });
  });

  test.each([
    "for=unknown",
    'for="_hidden"',
    "proto=https",
    "for=",
    "203.0.113.7",
    "for=203.0.113.7;for=198.51.100.4",
    // What the caller began, the proxy's entry must not end.
    'for=", for=203.0.113.7',
    'for="x, for="[2001:db8::7]:4711"',
    'for="203.0.113.7" x',
  ])("that hides its client, or is spoilt, counts as the proxy: %s", (header) => {
    expect(read({ forwarded: header }, 1)).toEqual({ address: PEER, faults: ["unreadable"] });
  });

  test("counts from the right as the other header does", () => {
    const chain = "for=203.0.113.9, for=198.51.100.4, for=10.0.0.2";

    expect(read({ forwarded: chain }, { header: "forwarded", hops: 2 }).address).toBe("198.51.100.4");
    expect(read({ forwarded: chain }, 4)).toEqual({ address: PEER, faults: ["too-short"] });
  });
});

describe("of two headers that name a caller", () => {
  const [ours, invented] = ["198.51.100.4", "203.0.113.9"];

  test("neither is believed where they differ: one is the caller's own", () => {
    for (const [one, other] of [
      [ours, invented],
      [invented, ours],
    ] as const)
      expect(read({ "x-forwarded-for": one, forwarded: `for=${other}` }, 1)).toEqual({
        address: PEER,
        faults: ["contradictory"],
      });
    expect(read({ "x-forwarded-for": ours, forwarded: 'for="' }, 1).address).toBe(PEER);
  });

  test("both are where they agree", () => {
    const sent = {
      "x-forwarded-for": `${invented}, ${ours}`,
      forwarded: `for=${invented};proto=http, for="${ours}:1"`,
    };

    expect(read(sent, 1)).toEqual({ address: ours, faults: [] });
  });

  test("the one that the operator names is, and the other not looked at", () => {
    const sent = { "x-forwarded-for": ours, forwarded: `for=${invented}`, "x-real-ip": "198.51.100.5" };

    expect(read(sent, { header: "x-forwarded-for", hops: 1 })).toEqual({ address: ours, faults: [] });
    expect(read(sent, { header: "x-real-ip", hops: 1 })).toEqual({ address: "198.51.100.5", faults: [] });
  });
});

describe("a platform's own header", () => {
  const others = {
    "x-forwarded-for": "203.0.113.9",
    forwarded: "for=203.0.113.9",
    "x-real-ip": "203.0.113.9",
  };

  test.each([
    ["fly", "fly-client-ip", "2001:db8::7", "2001:db8::7"],
    ["cloudflare", "cf-connecting-ip", "198.51.100.4", "198.51.100.4"],
    ["cloudfront", "cloudfront-viewer-address", "198.51.100.4:46532", "198.51.100.4"],
    ["cloudfront", "cloudfront-viewer-address", "2001:db8::7:4653", "2001:db8::7"],
    ["cloudfront", "cloudfront-viewer-address", "2001:db8:0:0:0:0:0:7:4653", "2001:db8:0:0:0:0:0:7"],
    ["cloudfront", "cloudfront-viewer-address", "[2001:db8::7]:46532", "2001:db8::7"],
    ["akamai", "true-client-ip", "198.51.100.4", "198.51.100.4"],
  ] as const)("%s names the caller, and no other header does", (trust, header, text, address) => {
    expect(read({ ...others, [header]: text }, trust)).toEqual({ address, faults: [] });
    expect(read({ ...others, [header]: `${text}, ${text}` }, trust)).toEqual({ address, faults: [] });
    expect(read(others, trust)).toEqual({ address: PEER, faults: ["missing"] });
  });

  test("that is there twice names nobody: one of the two is the caller's", () => {
    const sent = { "cf-connecting-ip": "203.0.113.9, 198.51.100.4" };

    expect(read(sent, "cloudflare")).toEqual({ address: PEER, faults: ["contradictory"] });
  });
});

/** What the operator is told of a request. */
function lineOf(sent: Record<string, string>, trust: TrustProxy, peer = PEER): string {
  let line = "";
  clientAddress(new Headers(sent), peer, trust, (at) => (line = addressFaultText(at, trust)));
  return line;
}

describe("the operator's line about a header that is not understood", () => {
  test("says the setting, the header, the form without the address, what follows and the way out", () => {
    expect(lineOf({ "x-forwarded-for": "203.0.113.7/port=40007" }, 1)).toBe(
      'TRUST_PROXY=1, but "000.0.000.0?port=00000" in x-forwarded-for is no IP address (digits shown as 0). Such requests count by the address of the proxy, and all its callers share one limit. Let the proxy write the caller\'s address.',
    );
  });

  test("is one line, and no longer for a long header", () => {
    const line = lineOf(
      { forwarded: `for="\u001B[31m${"x".repeat(5_000)}` },
      { header: "forwarded", hops: 2 },
    );

    expect(line).toStartWith("TRUST_PROXY=forwarded:2, but ");
    expect(line).toMatch(/^[\x20-\x7E]{1,400}$/);
  });

  test("names the variable for every fault", () => {
    const lines = [
      lineOf({}, 1),
      lineOf({ "x-forwarded-for": "203.0.113.9" }, 2),
      lineOf({ "x-forwarded-for": "203.0.113.9", forwarded: "for=198.51.100.4" }, 1),
      lineOf({ "x-forwarded-for": "203.0.113.9" }, "none", "127.0.0.1"),
      lineOf({}, "cloudflare"),
    ];

    expect(lines.filter((line) => !/^TRUST_PROXY[= ].* (TRUST_PROXY|Let the proxy) /.test(line))).toEqual([]);
  });
});

describe("limits count", () => {
  test("an IPv4 caller by its whole address", () => {
    expect(addressKey("198.51.100.4")).toBe("198.51.100.4");
    expect(addressKey("::ffff:198.51.100.4")).toBe("198.51.100.4");
    expect(addressKey("::ffff:c633:6404")).toBe("198.51.100.4");
  });

  test("an IPv6 caller by its household, however the address is written", () => {
    const household = "2001:db8:0:42::/64";

    expect(addressKey("2001:db8:0:42::1")).toBe(household);
    expect(addressKey("2001:0DB8:0000:0042:ffff:1:2:3")).toBe(household);
    expect(addressKey("2001:db8:0:42::1%eth0")).toBe(household);
    expect(addressKey("2001:db8:0:43::1")).not.toBe(household);
  });

  test("the loopback address as one caller", () => {
    expect(addressKey("::1")).toBe("0:0:0:0::/64");
  });
});

describe("a fault names the header it is in, and the entry only where that is what cannot be read", () => {
  const list = { header: "x-forwarded-for", entry: "" };

  test.each<[Record<string, string>, TrustProxy, AddressFaultAt]>([
    [{}, 1, { ...list, fault: "missing" }],
    [{ "x-forwarded-for": "198.51.100.4" }, 2, { ...list, fault: "too-short" }],
    [{ "x-forwarded-for": "a, b" }, 1, { ...list, fault: "unreadable", entry: "b" }],
    [{ forwarded: "proto=https" }, 1, { header: "forwarded", fault: "unreadable", entry: "" }],
    [{ forwarded: 'for="' }, 1, { header: "forwarded", fault: "unreadable", entry: 'for="' }],
    [{}, "fly", { header: "fly-client-ip", fault: "missing", entry: "" }],
    [{ "fly-client-ip": "a, b" }, "fly", { header: "fly-client-ip", fault: "contradictory", entry: "" }],
    [
      { "x-forwarded-for": "198.51.100.4", forwarded: "for=203.0.113.9" },
      1,
      { header: "x-forwarded-for, forwarded", fault: "contradictory", entry: "" },
    ],
    // Neither is an address, so that they do not say the same.
    [
      { "x-forwarded-for": "unknown", forwarded: "for=unknown" },
      1,
      { header: "x-forwarded-for, forwarded", fault: "contradictory", entry: "" },
    ],
    [{ "x-forwarded-for": "198.51.100.4" }, "none", { ...list, fault: "unexpected" }],
  ])("%j behind %j", (sent, trust, fault) => {
    const faults: AddressFaultAt[] = [];
    const address = clientAddress(new Headers(sent), "10.0.0.1", trust, (at) => faults.push(at));

    expect([address, faults]).toEqual(["10.0.0.1", [fault]]);
  });
});
