import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { advice } from "../../test/advice.ts";
import { GUARD_MUTANTS } from "../../attack/mutants/guard-mutants.ts";
import { MUTANTS } from "../../chaos/mutants/all-mutants.ts";

/**
 * Counts how often the code that a mutant replaces occurs in its file. It must occur once, or the mutant no longer
 * fits.
 */
function timesIn(file: string, piece: string): number {
  return readFileSync(join(import.meta.dir, "../..", file), "utf8").split(piece).length - 1;
}

const FIT_MUTANT = advice`Fit the mutant to the code as it is now, in ${"chaos/mutants/all-mutants.ts"}.`;
const FIT_REMOVAL = advice`Fit the removal to the code as it is now, in ${"attack/mutants/guard-mutants.ts"}.`;

for (const { name, edits } of MUTANTS) {
  test(`the product can still be broken as “${name}”`, () => {
    for (const { file, find } of edits)
      expect(timesIn(file, find), `${FIT_MUTANT} ${file} has not once: ${find}`).toBe(1);
  });
}

for (const { name, file, from } of GUARD_MUTANTS) {
  test(`the guard can still be taken out whose lack is that the product “${name}”`, () => {
    expect(timesIn(file, from), `${FIT_REMOVAL} ${file} has not once: ${from}`).toBe(1);
  });
}
