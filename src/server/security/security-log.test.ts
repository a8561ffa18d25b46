import { describe, expect, test } from "bun:test";
import type { SecurityEvent } from "#domain/security/security-event.ts";
import { createSecurityLog } from "./security-log.ts";
import { deriveKeys } from "./derived-keys.ts";

const failed = (from: string): SecurityEvent => ({ kind: "sign-in-failed", fault: "password", from });

/** Opens a log with a stopped clock, and collects the work it schedules. */
function open() {
  const clock = { at: 0 };
  const lines: string[] = [];
  const later: (() => void)[] = [];
  const delays: number[] = [];
  const logSecurityEvent = createSecurityLog({
    write: (line) => void lines.push(line),
    pseudonymizeAddress: (address) => `mark-of-${address.length}`,
    now: () => clock.at,
    later(work, ms) {
      later.push(work);
      delays.push(ms);
    },
  });
  return { clock, lines, delays, logSecurityEvent, pass: () => later.splice(0).forEach((work) => work()) };
}

describe("what the log says of the doors", () => {
  test("is a line of names and values, with a mark in place of the address", () => {
    const { lines, logSecurityEvent } = open();

    logSecurityEvent({
      kind: "refused",
      what: "privacy.audit",
      why: "forbidden",
      by: "mem_1",
      from: "192.0.2.1",
    });

    expect(lines).toEqual(["security: refused what=privacy.audit why=forbidden by=mem_1 from=mark-of-9"]);
  });

  test("cannot be made to begin a line, colour a terminal or name another value", () => {
    const { lines, logSecurityEvent } = open();

    logSecurityEvent({
      kind: "address-blocked",
      host: `a\r\nsecurity: signed-in \u001B[31m from=1 ${"x".repeat(200)}`,
    });

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^security: address-blocked host=a\?\?security:\?signed-in\?\?\[31m\?from\?1\?x+$/,
    );
    expect(lines[0]?.length).toBeLessThan(140);
  });

  test("is ten lines of a flood from one place; the others are counted, and other places still seen", () => {
    const { lines, logSecurityEvent, pass } = open();

    for (let n = 0; n < 5_000; n += 1) logSecurityEvent(failed("198.51.100.1"));
    logSecurityEvent(failed("192.0.2.22"));
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toContain("from=mark-of-10");

    pass();
    expect(lines.at(-1)).toBe("security: sign-in-failed more=4990 within=60s");
    pass();
    expect(lines).toHaveLength(12);
  });

  test("is sixty lines of a flood from everywhere, and other kinds are still seen", () => {
    const { clock, lines, logSecurityEvent, pass } = open();

    for (let n = 0; n < 5_000; n += 1) logSecurityEvent(failed(`198.51.100.${n}`));
    logSecurityEvent({ kind: "address-blocked", host: "10.0.0.5" });
    expect(lines).toHaveLength(61);

    clock.at = 10_000;
    for (let n = 0; n < 5_000; n += 1) logSecurityEvent(failed(`203.0.113.${n}`));
    pass();
    expect(lines).toHaveLength(72);
    expect(lines.at(-1)).toBe("security: sign-in-failed more=9930 within=60s");
  });
});

test("what was left out is counted once a minute, each time anew", () => {
  const { lines, delays, logSecurityEvent, pass } = open();
  for (let n = 0; n < 12; n += 1) logSecurityEvent(failed("198.51.100.1"));
  pass();
  for (let n = 0; n < 3; n += 1) logSecurityEvent(failed("198.51.100.1"));
  pass();

  expect(lines.slice(10)).toEqual([
    "security: sign-in-failed more=2 within=60s",
    "security: sign-in-failed more=3 within=60s",
  ]);
  expect(delays).toEqual([60_000, 60_000]);
});

test("of one address a further line is written every ten seconds", () => {
  const { clock, lines, logSecurityEvent } = open();
  for (let n = 0; n < 11; n += 1) logSecurityEvent(failed("198.51.100.1"));

  clock.at = 9_999;
  logSecurityEvent(failed("198.51.100.1"));
  expect(lines).toHaveLength(10);
  clock.at = 10_000;
  logSecurityEvent(failed("198.51.100.1"));
  expect(lines).toHaveLength(11);
});

test("a flood of one kind from an address hides nothing else that comes from there", () => {
  const { lines, logSecurityEvent } = open();
  for (let n = 0; n < 50; n += 1) logSecurityEvent(failed("198.51.100.1"));
  logSecurityEvent({ kind: "slowed", what: "sign-in", from: "198.51.100.1" });

  expect(lines.at(-1)).toBe("security: slowed what=sign-in from=mark-of-12");
});

test("a value is cut after a hundred characters", () => {
  const { lines, logSecurityEvent } = open();
  logSecurityEvent({ kind: "address-blocked", host: "x".repeat(101) });

  expect(lines).toEqual([`security: address-blocked host=${"x".repeat(100)}`]);
});

test("the mark of an address is the same for the same, another under another secret, and not a plain hash", () => {
  const [one, other] = ["a", "b"].map((letter) => deriveKeys([letter.repeat(32)]));

  expect(one?.pseudonymizeAddress("192.0.2.1")).toMatch(/^[0-9a-f]{10}$/);
  expect(one?.pseudonymizeAddress("192.0.2.1")).toBe(
    deriveKeys(["a".repeat(32)]).pseudonymizeAddress("192.0.2.1"),
  );
  expect(one?.pseudonymizeAddress("192.0.2.1")).not.toBe(one?.pseudonymizeAddress("192.0.2.2") ?? "");
  expect(one?.pseudonymizeAddress("192.0.2.1")).not.toBe(other?.pseudonymizeAddress("192.0.2.1") ?? "");
});
