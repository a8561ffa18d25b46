import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GUARD_REMOVALS } from "../../attack/removals/guard-removals.ts";
import { MUTANTS } from "../../chaos/mutants/all-mutants.ts";

/** How often a piece of the product that is to be broken stands in its file: once, or the way to break it has rotted. */
function timesIn(file: string, piece: string): number {
  return readFileSync(join(import.meta.dir, "../..", file), "utf8").split(piece).length - 1;
}

for (const { name, edits } of MUTANTS) {
  test(`the product can still be broken as “${name}”`, () => {
    for (const { file, find } of edits) expect([file, find, timesIn(file, find)]).toEqual([file, find, 1]);
  });
}

for (const { name, file, from } of GUARD_REMOVALS) {
  test(`the guard can still be taken out whose lack is that the product “${name}”`, () => {
    expect([file, from, timesIn(file, from)]).toEqual([file, from, 1]);
  });
}
