import { figure, type Figures } from "../measure/figures.ts";
import { quantile } from "../measure/statistics.ts";
import type { Period } from "./measure-period.ts";

const [P50, P99, P999] = [0.5, 0.99, 0.999];

/** Sets the figures of one database: of each activity the longest hold of all rounds, and the probe's times of all. */
export function setStallFigures(
  database: string,
  measured: ReadonlyMap<string, readonly Period[]>,
  figures: Figures,
): void {
  for (const [name, periods] of measured) {
    const longest = (of: (period: Period) => number) => Math.max(...periods.map(of));
    const times = periods.flatMap((period) => period.times);
    const values = {
      loop: longest(({ loop }) => loop.heldMs),
      computed: longest(({ loop }) => loop.computedMs),
      pause: longest(({ pauseMs }) => pauseMs),
      writer: longest(({ writerMs }) => writerMs),
      snapshot: longest(({ snapshotMs }) => snapshotMs),
      p50: quantile(times, P50),
      p99: quantile(times, P99),
      p999: quantile(times, P999),
      sent: times.length,
      runs: periods.reduce((sum, { runs }) => sum + runs, 0),
    };
    for (const [what, value] of Object.entries(values))
      figures.set(`stalls.${database}.${name}.${what}`, value);
  }
}

/**
 * Sets the figures that have a target: the longest holds, and the probe's p99.9 as a multiple of the idle one, of the
 * worst activity on either database. The idle periods do not count.
 */
export function setWorstStalls(
  databases: readonly string[],
  activities: readonly string[],
  figures: Figures,
): void {
  const worst = (of: (name: string, database: string) => number) =>
    Math.max(
      ...databases.flatMap((database) =>
        activities.map((activity) => of(`stalls.${database}.${activity}`, database)),
      ),
    );
  figures.set(
    "stalls.worst.loop",
    worst((name) => figure(figures, `${name}.loop`)),
  );
  figures.set(
    "stalls.worst.writer",
    worst((name) => figure(figures, `${name}.writer`)),
  );
  figures.set(
    "stalls.worst.times",
    worst(
      (name, database) => figure(figures, `${name}.p999`) / figure(figures, `stalls.${database}.idle.p999`),
    ),
  );
}
