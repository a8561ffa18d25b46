import { fitTestsToBudget } from "../quick/fit-tests-to-budget.ts";
import type { ReachedTest } from "../quick/tests-of.ts";
import type { Mutant } from "./mutation-site.ts";
import { runTests } from "./run-tests.ts";
import type { SourceCopy } from "./source-copy.ts";

/** Whether the tests of the room have noticed a mutant, and by what. */
export interface TriedMutant {
  mutant: Mutant;
  outcome: "noticed" | "timed-out" | "unnoticed";
  /** The test that failed, if its name is known. */
  noticedBy: string | null;
}

/** What is known about the tests of a room from a run without any change. */
export interface RoomTimes {
  /** In ms. */
  msOf: (file: string) => number;
  /** The limit of one test. */
  testLimitMs: number;
  /** The least limit of a run; the run of tests that take long is given more. */
  leastLimitMs: number;
}

/** What the nearest tests may take before they are started apart from the others. */
const NEAREST_MS = 1_500;
/** Other work on the same machine slows a run down, and must not be taken for a loop without an end. */
const PATIENCE = 10;

/** Runs the tests that reach a mutant in a copy of the source, the nearest first, until one of them fails. */
export async function tryMutant(
  mutant: Mutant,
  reached: readonly ReachedTest[],
  times: RoomTimes,
  at: { copy: SourceCopy; env: Record<string, string | undefined> },
): Promise<TriedMutant> {
  using _ = at.copy.replace(mutant.file, mutant.text);
  const { run, leftOut } = fitTestsToBudget(reached, times.msOf, NEAREST_MS);
  for (const tests of [run, leftOut]) {
    if (tests.length === 0) continue;
    const usualMs = tests.reduce((sum, file) => sum + times.msOf(file), 0);
    const { outcome, failedTest } = await runTests(tests, {
      folder: at.copy.folder,
      env: at.env,
      testLimitMs: times.testLimitMs,
      limitMs: Math.max(times.leastLimitMs, PATIENCE * usualMs),
    });
    if (outcome === "timed-out") return { mutant, outcome, noticedBy: null };
    if (outcome === "failed") return { mutant, outcome: "noticed", noticedBy: failedTest };
  }
  return { mutant, outcome: "unnoticed", noticedBy: null };
}
