const HALF = 0.5;

/** The value below which `share` (0 to 1) of `values` lie; NaN if there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The middle value; for an even number of values the upper of the two. */
export function median(values: readonly number[]): number {
  return quantile(values, HALF);
}
