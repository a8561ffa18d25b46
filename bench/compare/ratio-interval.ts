import { median, quantile } from "../measure/statistics.ts";

/** A ratio with the interval in which it lies with 95 % certainty. */
export interface RatioInterval {
  ratio: number;
  low: number;
  high: number;
}

const RESAMPLES = 4_000;
const [LOW, HIGH] = [0.025, 0.975];

/**
 * The median of the ratios of paired rounds, and its interval by the percentile bootstrap: the rounds are drawn again
 * with replacement, and the middle 95 % of the medians count.
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
