import { expect, test } from "bun:test";
import { firstProblems } from "./first-problems.ts";

test("what fits a screen is shown whole, with what belongs to a problem", () => {
  const output = "a.ts(1,2): error TS1: Not so.\n  Because of that.\n\nb.ts(3,4): error TS2: Nor so.\n";

  expect(firstProblems(output)).toEqual({
    lines: ["a.ts(1,2): error TS1: Not so.", "  Because of that.", "b.ts(3,4): error TS2: Nor so."],
    left: 0,
  });
});

test("of many problems the first are shown and the rest is counted", () => {
  const { lines, left } = firstProblems(Array.from({ length: 57 }, (_, n) => `problem ${n}`).join("\n"));

  expect(lines).toHaveLength(10);
  expect(lines.length + left).toBe(57);
});

test("a problem that says much leaves room on the screen, and no line fills more than two", () => {
  const { lines, left } = firstProblems(`${"x".repeat(5_000)}\n${"  more\n".repeat(90)}another`);

  expect(lines.length).toBeLessThanOrEqual(20);
  expect(lines[0]?.length).toBeLessThanOrEqual(240);
  expect(left).toBe(1);
});
