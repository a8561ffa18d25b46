import type { Activity, ActivityTime } from "./activities/activity.ts";
import type { StallDeployment } from "./open-deployment.ts";
import type { Readings } from "./in-server/readings.ts";
import { longestPause } from "./longest-pause.ts";

/** What one activity did to the others. Times are in milliseconds. */
export interface Period extends Readings {
  /** The longest pause of the garbage collector, which is part of a hold of the event loop. */
  pauseMs: number;
  /** The times of the probe's messages. */
  times: readonly number[];
  /** How many times the activity was done. */
  runs: number;
}

/** One connection may make 20 calls a second. */
const BETWEEN_CALLS_MS = 50;

/**
 * Does an activity, or nothing, for a period of the plan's length and until it is done, while the probe sends.
 *
 * @param time - the round, and how many times the activity was done before
 */
export async function measurePeriod(
  deployment: StallDeployment,
  activity: Activity | null,
  { round, count }: ActivityTime,
): Promise<Period> {
  await activity?.prepare?.(deployment);
  const { server, probe, plan } = deployment;
  await deployment.takeReadings();
  const printedBefore = server.printed().length;
  await probe.settle();
  const endProbe = probe.begin();
  const endsAt = performance.now() + plan.periodMs;
  const runs = activity === null ? 0 : await repeat(deployment, activity, { round, count, endsAt });
  await Bun.sleep(Math.max(0, endsAt - performance.now()));
  const times = await endProbe();
  const readings = await deployment.takeReadings();
  if (readings.writes === 0) throw new Error("the server's database was not metered");
  return { ...readings, times, runs, pauseMs: longestPause(server.printed().slice(printedBefore)) };
}

/** Does an activity until the period is over, at least once. @returns how many times */
async function repeat(
  deployment: StallDeployment,
  { run, isOnce }: Activity,
  { round, count, endsAt }: ActivityTime & { endsAt: number },
): Promise<number> {
  for (let runs = 1; ; runs += 1) {
    const nextAt = performance.now() + BETWEEN_CALLS_MS;
    await run(deployment, { round, count: count + runs - 1 });
    await Bun.sleep(Math.max(0, nextAt - performance.now()));
    if (isOnce === true || performance.now() >= endsAt) return runs;
  }
}
