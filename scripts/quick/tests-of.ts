import { dirname } from "node:path";
import { filesThatName, type Importers } from "./importers.ts";

/** A test file that a change affects. */
export interface ReachedTest {
  file: string;
  /**
   * 0 if changed itself; 1 if named after a changed file; above that, the number of imports between, plus one for
   * another folder.
   */
  distance: number;
}

/** The checkout's code: the files' texts by name, and the import graph. */
export interface Code {
  texts: ReadonlyMap<string, string>;
  importers: Importers;
}

const OWN = 1;
const TEST = /\.test\.tsx?$/;

/** The test files that run code of the changed files, each with its distance to the nearest changed file. */
export function testsOf(changed: readonly string[], code: Code): ReachedTest[] {
  const nearest = new Map<string, number>();
  for (const file of changed) {
    for (const [reached, imports] of reachedFrom(file, code)) {
      if (!TEST.test(reached)) continue;
      const distance = distanceBetween(file, reached, imports);
      nearest.set(reached, Math.min(distance, nearest.get(reached) ?? Infinity));
    }
  }
  return [...nearest].map(([file, distance]) => ({ file, distance }));
}

/** Whether a test must run however long it takes, because it was changed or is named after a changed file. */
export function isOwn({ distance }: ReachedTest): boolean {
  return distance <= OWN;
}

function distanceBetween(changed: string, test: string, imports: number): number {
  if (test === changed) return 0;
  if (test.replace(TEST, "") === changed.replace(/\.tsx?$/, "")) return OWN;
  return OWN + imports + (dirname(test) === dirname(changed) ? 0 : 1);
}

/**
 * Every file that imports `start`, directly or indirectly, and `start` itself, each with the fewest imports between.
 */
export function reachedFrom(start: string, { texts, importers }: Code): Map<string, number> {
  const reached = new Map([[start, 0]]);
  let edge = [start];
  for (let imports = 1; edge.length > 0; imports += 1) {
    const next = edge.flatMap((file) => [...(importers.get(file) ?? [])]);
    if (imports === 1) next.push(...filesThatName(texts, start));
    edge = [...new Set(next)].filter((file) => !reached.has(file));
    for (const file of edge) reached.set(file, imports);
  }
  return reached;
}
