/** One round of one build: figures by name, where less is better. */
export interface Sample {
  /** CPU used by other processes during the round, in percent of one core. */
  foreignPercent: number;
  [figure: string]: number;
}

/** The rounds of every build, by its name. The others are compared with the first. */
export type Samples = Map<string, readonly Sample[]>;

/** Rotates the list by one place per round, so that no build always goes first. */
export function rotatedFrom<T>(all: readonly T[], round: number): T[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
