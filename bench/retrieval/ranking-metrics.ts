/** How many of the first results count. */
export const DEPTH = 10;

/** The results for one question: ids, best first, and those that would be right. */
export interface Ranking {
  found: readonly string[];
  right: readonly string[];
}

/**
 * The normalized discounted cumulative gain of the first ten results, with a gain of 1 for each right one (Järvelin and
 * Kekäläinen 2002), averaged; from 0 to 1.
 */
export function ndcgOf(rankings: readonly Ranking[]): number {
  return averageOf(rankings, ({ found, right }) => {
    const gain = found
      .slice(0, DEPTH)
      .reduce((sum, id, at) => sum + (right.includes(id) ? discount(at) : 0), 0);
    const best = right.slice(0, DEPTH).reduce((sum, _id, at) => sum + discount(at), 0);
    return gain / best;
  });
}

/** The reciprocal of the first right result's rank among the first ten, averaged; from 0 to 1. */
export function mrrOf(rankings: readonly Ranking[]): number {
  return averageOf(rankings, ({ found, right }) => {
    const at = found.slice(0, DEPTH).findIndex((id) => right.includes(id));
    return at === -1 ? 0 : 1 / (at + 1);
  });
}

function discount(at: number): number {
  return 1 / Math.log2(at + 2);
}

function averageOf(rankings: readonly Ranking[], value: (ranking: Ranking) => number): number {
  return rankings.reduce((sum, ranking) => sum + value(ranking), 0) / Math.max(1, rankings.length);
}
