import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { checkSequence } from "./sequence-check.ts";

describe("a cursor", () => {
  test("applies the item that follows what it has", () => {
    expect(checkSequence(4, { prev: 4, no: 5 })).toBe("apply");
  });

  test("applies across numbers that this reader does not get", () => {
    expect(checkSequence(4, { prev: 4, no: 9 })).toBe("apply");
  });

  test("ignores items it already has", () => {
    expect(checkSequence(4, { prev: 3, no: 4 })).toBe("ignore");
    expect(checkSequence(4, { prev: 1, no: 2 })).toBe("ignore");
  });

  test("detects a gap", () => {
    expect(checkSequence(4, { prev: 5, no: 6 })).toBe("hole");
  });

  test("rejects an item that spans the cursor: a part of it would be applied twice", () => {
    expect(checkSequence(4, { prev: 2, no: 7 })).toBe("hole");
  });

  test("never goes back and never skips, for any items", () => {
    const items = fc.array(fc.record({ prev: fc.nat(20), length: fc.integer({ min: 1, max: 5 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(items, (given) => {
        let cursor = 0;
        for (const { prev, length } of given) {
          if (checkSequence(cursor, { prev, no: prev + length }) !== "apply") continue;
          expect(prev).toBe(cursor);
          cursor = prev + length;
        }
      }),
    );
  });
});
