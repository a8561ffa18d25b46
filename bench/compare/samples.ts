/** One round of one build: figures by name, of which less is better. */
export interface Sample {
  /** What others used of the machine meanwhile, in percent of a core. */
  foreignPercent: number;
  [figure: string]: number;
}

/** The rounds of every build, by its name; the first is what the others are compared with. */
export type Samples = Map<string, readonly Sample[]>;

/** The same in another order for each round, so that nobody always comes first. */
export function rotatedFrom<T>(all: readonly T[], round: number): T[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
