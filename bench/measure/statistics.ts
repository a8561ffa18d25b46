const HALF = 0.5;

/** The value below which `share` (0 to 1) of `values` lie; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The middle value; of an even number the upper one of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, HALF);
}
