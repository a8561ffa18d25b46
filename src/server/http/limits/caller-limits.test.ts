import { describe, expect, test } from "bun:test";
import { createCallerLimits } from "./caller-limits.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function limitsAt(now: () => number, onBanned: (customerId: string) => void = () => {}) {
  return createCallerLimits({ mode: "on", now, onCooldown: onBanned });
}

describe("how much visitors may do", () => {
  test("an address opens five chats at once, and is told how long to wait for the next", () => {
    const limits = limitsAt(() => 0);

    const waits = Array.from({ length: 6 }, () => limits.open("198.51.100.7", "org_1"));

    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(waits[5]).toBeGreaterThan(0);
    expect(limits.open("198.51.100.8", "org_1")).toBe(0);
  });

  test("a chat that its company may not have now is not held against the address", () => {
    let now = 0;
    const limits = limitsAt(() => now);
    for (let n = 0; n < 300; n += 1) limits.open(`198.51.${n >> 8}.${n & 255}`, "org_1");
    const refused = Array.from({ length: 5 }, () => limits.open("203.0.113.1", "org_1"));
    now += SECOND;

    expect(refused).not.toContain(0);
    expect(Array.from({ length: 5 }, () => limits.open("203.0.113.1", "org_1"))).toEqual([0, 0, 0, 0, 0]);
  });

  test("a customer writes ten messages at once, then one a second", () => {
    let now = 0;
    const limits = limitsAt(() => now);

    const waits = Array.from({ length: 11 }, () => limits.send("cus_1"));

    expect(waits.filter((wait) => wait > 0)).toEqual([SECOND]);
    now += SECOND;
    expect(limits.send("cus_1")).toBe(0);
  });

  test("a customer who does not heed refusals is sent away for a minute, once, and nobody else is", () => {
    let now = 0;
    const banned: string[] = [];
    const limits = limitsAt(
      () => now,
      (customerId) => banned.push(customerId),
    );

    for (let i = 0; i < 10 + 300; i += 1) limits.send("cus_1");
    expect([banned, limits.cooldownMs("cus_1")]).toEqual([[], 0]);
    expect(limits.send("cus_1")).toBe(MINUTE);
    now += MINUTE - 1;
    expect([limits.send("cus_1"), limits.cooldownMs("cus_1"), limits.cooldownMs("cus_2")]).toEqual([1, 1, 0]);
    now += 1;
    expect([limits.send("cus_1"), banned]).toEqual([0, ["cus_1"]]);
  });

  test("a customer who tries once a second, or waits as told, is never sent away", () => {
    let now = 0;
    const limits = limitsAt(() => now);

    for (let second = 0; second < 2_000; second += 1, now += SECOND) limits.send("cus_1");

    expect(limits.cooldownMs("cus_1")).toBe(0);
  });

  test("a member changes thirty things at once, then five a second", () => {
    let now = 0;
    const limits = limitsAt(() => now);

    const waits = Array.from({ length: 31 }, () => limits.act("mem_1"));

    expect(waits.filter((wait) => wait > 0)).toEqual([SECOND / 5]);
    now += SECOND / 5;
    expect([limits.act("mem_1"), limits.act("mem_2")]).toEqual([0, 0]);
  });

  test("nobody is counted where limits are off", () => {
    const limits = createCallerLimits({ mode: "off", now: () => 0, onCooldown() {} });

    expect(
      Array.from({ length: 50 }, () => limits.open("127.0.0.1", "org_1")).every((wait) => wait === 0),
    ).toBe(true);
  });
});

describe("the steady rates after a burst", () => {
  test("are twenty chats an hour for an address", () => {
    const limits = limitsAt(() => 0);
    for (let n = 0; n < 5; n += 1) limits.open("198.51.100.7", "org_1");

    expect(limits.open("198.51.100.7", "org_1")).toBe(3 * MINUTE);
  });

  test("are three hundred chats a minute for a company, from wherever they come", () => {
    const limits = limitsAt(() => 0);
    const waits = Array.from({ length: 301 }, (_, n) => limits.open(`address ${n}`, "org_1"));

    expect(waits.filter((wait) => wait > 0)).toEqual([SECOND / 5]);
    expect(limits.open("address 0", "org_2")).toBe(0);
  });

  test("are three hundred messages an hour for a customer", () => {
    let now = 0;
    const limits = limitsAt(() => now);
    let sent = 0;
    for (; now < 60 * MINUTE; now += SECOND) if (limits.send("cus_1") === 0) sent += 1;

    expect(sent).toBe(300 + 299);
  });

  test("are a refusal a second that is not held against a customer", () => {
    let now = 0;
    const banned: string[] = [];
    const limits = limitsAt(
      () => now,
      (customerId) => banned.push(customerId),
    );
    for (let n = 0; n < 310; n += 1) limits.send("cus_1");
    now += SECOND;
    for (let n = 0; n < 2; n += 1) limits.send("cus_1");
    expect(banned).toEqual([]);
    limits.send("cus_1");
    expect(banned).toEqual(["cus_1"]);
  });
});
