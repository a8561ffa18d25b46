import { describe, expect, test } from "bun:test";
import { isShownTo } from "./is-shown-to.ts";

const ANA = { memberId: "mem_ana", name: "Ana" } as const;

describe("a session that ended unanswered", () => {
  test("is shown to all where nobody had it, or who had it was absent", () => {
    expect(isShownTo({}, "mem_ben", 0)).toBe(true);
    expect(isShownTo({ heldBefore: ANA }, "mem_ben", 0)).toBe(true);
  });

  test("is shown to who had it at once, and to the others from the millisecond on that they had for it", () => {
    const ended = { heldBefore: ANA, firstUntil: 100 };
    expect([isShownTo(ended, "mem_ana", 0), isShownTo(ended, "mem_ben", 99)]).toEqual([true, false]);
    expect(isShownTo(ended, "mem_ben", 100)).toBe(true);
  });
});
