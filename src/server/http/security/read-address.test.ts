import { describe, expect, test } from "bun:test";
import { forwardedClients } from "./forwarded-header.ts";
import { ipv6Groups, readAddress } from "./read-address.ts";

describe("an address", () => {
  test.each([
    ["2001:db8:0:0:0:0:0:7:4653", "2001:db8:0:0:0:0:0:7"],
    ["2001:db8::1:4711", "2001:db8::1"],
    ["203.0.113.7:1", "203.0.113.7"],
    ["203.0.113.7:", "203.0.113.7"],
    ["[2001:db8::1]:", "2001:db8::1"],
    ["2001:db8::7", "2001:db8::7"],
    ["[2001:db8::7]", "2001:db8::7"],
    ["unknown:80", null],
  ])("that a port follows in any case is what is before it: %s", (entry, address) => {
    expect(readAddress(entry, true)).toBe(address);
  });

  test.each([
    ["2001:db8::1:4711", "2001:db8::1:4711"],
    ["1:2:3:4:5:6:7:8:4711", "1:2:3:4:5:6:7:8"],
    ["1:2:3:4:5:6:7:8:100000", null],
    ["203.0.113.7:100000", null],
    ["203.0.113.7:_", null],
    ["[203.0.113.7]:80", "203.0.113.7"],
    ["[]", null],
    ["", null],
    ["\"'203.0.113.7'\"", null],
    ['" 203.0.113.7 "', "203.0.113.7"],
  ])("otherwise ends where it is written to: %s", (entry, address) => {
    expect(readAddress(entry)).toBe(address);
  });

  test.each([
    ["::ffff:0102:0304", "1.2.3.4"],
    ["::ffff:255.254.253.252", "255.254.253.252"],
    ["64:ff9b::102:304", "1.2.3.4"],
    // One group of the prefix is another one.
    ["::1:ffff:1.2.3.4", "::1:ffff:1.2.3.4"],
    ["::fffe:1.2.3.4", "::fffe:1.2.3.4"],
    ["64:ff9b:1::102:304", "64:ff9b:1::102:304"],
    ["64:ff9c::102:304", "64:ff9c::102:304"],
    ["::1.2.3.4", "::1.2.3.4"],
  ])("of IPv4 inside one of IPv6 is that: %s", (entry, address) => {
    expect(readAddress(entry)).toBe(address);
  });
});

test.each([
  ["::", [0, 0, 0, 0, 0, 0, 0, 0]],
  ["::1", [0, 0, 0, 0, 0, 0, 0, 1]],
  ["1::", [1, 0, 0, 0, 0, 0, 0, 0]],
  ["2001:db8::ffff:7", [0x2001, 0xdb8, 0, 0, 0, 0, 0xffff, 7]],
  ["1:2:3:4:5:6:7:8", [1, 2, 3, 4, 5, 6, 7, 8]],
  ["1::255.254.253.252", [1, 0, 0, 0, 0, 0, 0xfffe, 0xfdfc]],
])("%s has its groups", (address, groups) => {
  expect(ipv6Groups(address)).toEqual(groups);
});

describe("Forwarded names the client of each proxy", () => {
  test.each([
    ["for=a", ["a"]],
    ["for=a, for=b", ["a", "b"]],
    ["proto=https, for=b;by=c", [null, "b"]],
    ['for="a b"', ["a b"]],
    [String.raw`for="a\"b\\c"`, [String.raw`a"b\c`]],
    ["for=", [""]],
    ["FOR=a;Proto=http", ["a"]],
    ["for=a;;proto=http", ["a"]],
    [" , for=a , ", ["a"]],
    ["", []],
  ])("%j", (header, clients) => expect(forwardedClients(header)).toEqual(clients));

  test.each(['for="a', "for=a b", "for=a;for=b", "for=a;FOR=b", "a", "=a", 'for=a"b"', "for=a,b=c,d"])(
    "and is not read where it is not well-formed: %j",
    (header) => expect(forwardedClients(header)).toBeNull(),
  );
});
