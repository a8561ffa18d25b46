import { expect, test } from "bun:test";
import { drawMutants } from "./draw-mutants.ts";

const TEXTS = new Map([
  ["src/a.ts", "export const a = 1;\n\n  export const isLess = (b: number) => b < a;\n"],
  ["src/b.ts", "export const c = [2, 3, 4, 5].map((n) => n * 6);\n"],
]);

test("the same seed draws the same mutants, and another one others", () => {
  expect(drawMutants(TEXTS, 4, 1)).toEqual(drawMutants(TEXTS, 4, 1));
  expect(drawMutants(TEXTS, 4, 1)).not.toEqual(drawMutants(TEXTS, 4, 2));
});

test("every place is drawn once at most, and each mutant is one change with its line before and after", () => {
  const mutants = drawMutants(TEXTS, 100, 7);

  expect(mutants).toHaveLength(8);
  expect(new Set(mutants.map(({ text }) => text)).size).toBe(8);
  expect(mutants.find(({ line }) => line === 3)).toEqual({
    file: "src/a.ts",
    line: 3,
    before: "export const isLess = (b: number) => b < a;",
    after: "export const isLess = (b: number) => b <= a;",
    text: "export const a = 1;\n\n  export const isLess = (b: number) => b <= a;\n",
  });
});

test("of a long line, what is around the change is shown", () => {
  const text = `export const a = [${"b, ".repeat(50)}c < d, ${"e, ".repeat(50)}];`;

  expect(drawMutants(new Map([["a.ts", text]]), 1, 1)[0]?.after).toContain("b, c <= d, e,");
});
