import { isOwn, type ReachedTest } from "./tests-of.ts";

interface Choice {
  run: string[];
  leftOut: string[];
}

/**
 * Chooses the nearest test files, the shortest first among equally near ones, that together fit `budgetMs` by the
 * times of `msOf`. A file that does not fit is left out, and a shorter one farther away may still be chosen. Changed
 * test files, and those named after a changed file, always run.
 */
export function fitTestsToBudget(
  reached: readonly ReachedTest[],
  msOf: (file: string) => number,
  budgetMs: number,
): Choice {
  const choice: Choice = { run: [], leftOut: [] };
  const byNearness = reached.toSorted((a, b) => a.distance - b.distance || msOf(a.file) - msOf(b.file));
  let leftMs = budgetMs;
  for (const test of byNearness) {
    const ms = msOf(test.file);
    const isTaken = isOwn(test) || ms <= leftMs;
    (isTaken ? choice.run : choice.leftOut).push(test.file);
    if (isTaken) leftMs -= ms;
  }
  return choice;
}
