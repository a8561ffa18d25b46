import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { checkSequence } from "./sequence-check.ts";

describe("a cursor", () => {
  test("applies the item that follows what it has", () => {
    expect(checkSequence(4, { prev: 4, no: 5 })).toBe("apply");
  });

  test("applies across numbers that are not for this reader", () => {
    expect(checkSequence(4, { prev: 4, no: 9 })).toBe("apply");
  });

  test("ignores what it has", () => {
    expect(checkSequence(4, { prev: 3, no: 4 })).toBe("ignore");
    expect(checkSequence(4, { prev: 1, no: 2 })).toBe("ignore");
  });

  test("sees a hole", () => {
    expect(checkSequence(4, { prev: 5, no: 6 })).toBe("hole");
  });

  test("takes no item that reaches back and forth: half of it would be applied twice", () => {
    expect(checkSequence(4, { prev: 2, no: 7 })).toBe("hole");
  });

  test("never goes back and never skips, whatever comes", () => {
    const items = fc.array(fc.record({ prev: fc.nat(20), length: fc.integer({ min: 1, max: 5 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(items, (said) => {
        let cursor = 0;
        for (const { prev, length } of said) {
          if (checkSequence(cursor, { prev, no: prev + length }) !== "apply") continue;
          expect(prev).toBe(cursor);
          cursor = prev + length;
        }
      }),
    );
  });
});
