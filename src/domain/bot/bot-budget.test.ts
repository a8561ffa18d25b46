import { describe, expect, test } from "bun:test";
import {
  afterFailure,
  type Allowance,
  botBudget,
  hasLeft,
  HEALTHY,
  tokensOf,
  use,
  type Used,
} from "./bot-budget.ts";

const TEN_IN_A_MINUTE: Allowance = { count: 10, ms: 60_000 };
const REST: Allowance = { count: 5, ms: 60_000 };

describe("an allowance", () => {
  test("holds what it says, and all of it again once its time is over", () => {
    let used: Used | null = null;
    for (let at = 0; at < 10; at += 1) {
      expect(hasLeft(used, TEN_IN_A_MINUTE, 1_000 + at)).toBe(true);
      used = use(used, TEN_IN_A_MINUTE, 1_000 + at);
    }

    expect(hasLeft(used, TEN_IN_A_MINUTE, 60_999)).toBe(false);
    expect(hasLeft(used, TEN_IN_A_MINUTE, 61_000)).toBe(true);
    expect(use(used, TEN_IN_A_MINUTE, 61_000)).toEqual({ since: 61_000, count: 1 });
  });

  test("counts what something cost, and is gone with the one that went over", () => {
    const used = use(null, TEN_IN_A_MINUTE, 0, 9);

    expect(hasLeft(used, TEN_IN_A_MINUTE, 1)).toBe(true);
    expect(hasLeft(use(used, TEN_IN_A_MINUTE, 1, 500), TEN_IN_A_MINUTE, 2)).toBe(false);
  });
});

describe("a server that fails", () => {
  test("is asked on until it has failed five times on end, then rests a minute", () => {
    let health = HEALTHY;
    for (let at = 1; at <= 4; at += 1) health = afterFailure(health, REST, at);
    expect(health.restsUntil).toBe(0);

    health = afterFailure(health, REST, 5);

    expect(health.restsUntil).toBe(60_005);
  });

  test("is sent back to rest by one more failure after it", () => {
    let health = HEALTHY;
    for (let at = 0; at < 5; at += 1) health = afterFailure(health, REST, 0);

    expect(afterFailure(health, REST, 70_000).restsUntil).toBe(130_000);
  });
});

test("the operator's bound is each company's tokens in a day, and four characters are about one", () => {
  expect(botBudget(1_000).tokens).toEqual({ count: 1_000, ms: 86_400_000 });
  expect([tokensOf(0), tokensOf(1), tokensOf(4), tokensOf(5)]).toEqual([0, 1, 1, 2]);
});
