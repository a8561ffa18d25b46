import { createSeededRandom } from "../../chaos/support/seeded-random.ts";
import { isProgram, mutationSites } from "./mutation-sites.ts";
import type { Mutant, MutationSite } from "./mutation-site.ts";

/** What is shown of a line on either side of a change. */
const CONTEXT_CHARACTERS = 45;

/**
 * Draws mutants of the files, with one change each. Every place is drawn at most once, and all with the same
 * probability. The same seed and texts give the same mutants.
 */
export function drawMutants(texts: ReadonlyMap<string, string>, count: number, seed: number): Mutant[] {
  const random = createSeededRandom(seed);
  const places = [...texts].flatMap(([file, text]) =>
    mutationSites(file, text).map((site) => ({ file, text, site })),
  );
  const mutants: Mutant[] = [];
  while (mutants.length < count && places.length > 0) {
    const [place] = places.splice(random.whole(0, places.length - 1), 1);
    const alternative = place === undefined ? null : random.pick(place.site.alternatives);
    if (place === undefined || alternative === null) continue;
    const mutant = mutantOf(place.file, place.text, place.site, alternative);
    if (isProgram(mutant.file, mutant.text)) mutants.push(mutant);
  }
  return mutants;
}

function mutantOf(file: string, text: string, { start, end }: MutationSite, alternative: string): Mutant {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const context = [before.split("\n").at(-1) ?? "", after.split("\n")[0] ?? ""] as const;
  return {
    file,
    line: before.split("\n").length,
    before: shown(context, text.slice(start, end)),
    after: shown(context, alternative),
    text: before + alternative + after,
  };
}

/** A change in its line, of which a long rest is left out. */
function shown([before, after]: readonly [string, string], changed: string): string {
  const line = before.slice(-CONTEXT_CHARACTERS) + changed + after.slice(0, CONTEXT_CHARACTERS);
  return line.replaceAll(/\s+/g, " ").trim();
}
