import { median, quantile } from "../measure/statistics.ts";

/** A ratio with its 95 % confidence interval. */
export interface RatioInterval {
  ratio: number;
  low: number;
  high: number;
}

const RESAMPLES = 4_000;
const [LOW, HIGH] = [0.025, 0.975];

/**
 * Computes the median of the ratios of paired rounds, and its interval by the percentile bootstrap: rounds are
 * redrawn with replacement, and the interval spans the middle 95 % of the medians.
 *
 * @param random - in [0, 1)
 */
export function ratioInterval(
  values: readonly number[],
  base: readonly number[],
  random: () => number,
): RatioInterval {
  const ratios = values.map((value, round) => value / (base[round] ?? Number.NaN));
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(ratios.map(() => ratios[Math.floor(random() * ratios.length)] ?? Number.NaN)),
  );
  return { ratio: median(ratios), low: quantile(medians, LOW), high: quantile(medians, HIGH) };
}
