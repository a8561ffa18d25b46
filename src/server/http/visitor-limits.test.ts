import { describe, expect, test } from "bun:test";
import { createVisitorLimits } from "./visitor-limits.ts";

const SECOND = 1_000;

describe("how much visitors may do", () => {
  test("an address opens five chats at once, and is told how long to wait for the next", () => {
    const limits = createVisitorLimits("on", () => 0);

    const waits = Array.from({ length: 6 }, () => limits.open("198.51.100.7", "org_1"));

    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(waits[5]).toBeGreaterThan(0);
    expect(limits.open("198.51.100.8", "org_1")).toBe(0);
  });

  test("a customer writes ten messages at once, then one a second", () => {
    let now = 0;
    const limits = createVisitorLimits("on", () => now);

    const waits = Array.from({ length: 11 }, () => limits.send("cus_1"));

    expect(waits.filter((wait) => wait > 0)).toEqual([SECOND]);
    now += SECOND;
    expect(limits.send("cus_1")).toBe(0);
  });

  test("nobody is counted where limits are off", () => {
    const limits = createVisitorLimits("off", () => 0);

    expect(
      Array.from({ length: 50 }, () => limits.open("127.0.0.1", "org_1")).every((wait) => wait === 0),
    ).toBe(true);
  });
});
