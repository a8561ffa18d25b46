import { expect, test } from "bun:test";
import { isSameAddress } from "./same-address.ts";

test.each([
  ["8.8.8.8", "8.8.8.8"],
  ["::ffff:8.8.8.8", "8.8.8.8"],
  ["::ffff:808:808", "8.8.8.8"],
  ["8.8.8.8", "::ffff:8.8.8.8"],
  ["2606:4700:4700::1111", "2606:4700:4700::1111"],
  ["2606:4700:4700::1111", "2606:4700:4700:0:0:0:0:1111"],
  ["2001:DB8::A", "2001:db8::a"],
  ["fe80::1%eth0", "fe80::1%eth0"],
])("a socket to %s is one to %s", (seen, wanted) => {
  expect(isSameAddress(seen, wanted)).toBeTrue();
});

test.each([
  ["8.8.4.4", "8.8.8.8"],
  ["127.0.0.1", "8.8.8.8"],
  ["::ffff:127.0.0.1", "8.8.8.8"],
  ["::1", "2606:4700:4700::1111"],
  ["::8.8.8.8", "8.8.8.8"],
  ["fe80::1%eth0", "fe80::1%eth1"],
  ["", "8.8.8.8"],
  [undefined, "8.8.8.8"],
])("a socket to %p is none to %s", (seen, wanted) => {
  expect(isSameAddress(seen, wanted)).toBeFalse();
});
