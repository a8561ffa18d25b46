import type { Figures } from "../measure/figures.ts";
import { quantile } from "../measure/statistics.ts";
import { startPostgresServer } from "../systems/processes/postgres-server.ts";
import type { Activity } from "./activities/activity.ts";
import { ACTIVITIES } from "./activities/all-activities.ts";
import { measurePeriod, type Period } from "./measure-period.ts";
import { openDeployment } from "./open-deployment.ts";
import { setStallFigures, setWorstStalls } from "./set-stall-figures.ts";
import type { StallDatabase } from "./stall-databases.ts";
import type { StallPlan } from "./stall-plan.ts";

const MS_PER_SECOND = 1000;
const [P50, P999] = [0.5, 0.999];
/** The periods in which only the probe is at work: the base of the ratios, and one more, which shows their noise. */
const IDLE = ["idle", "idleAgain"] as const;

/**
 * Measures what holds the server up, on both databases: how long the event loop and the locks of the database were
 * held, and how long another company's messages took.
 */
export async function measureStalls(plan: StallPlan, figures: Figures): Promise<void> {
  const databases: StallDatabase[] = ["sqlite", "postgres"];
  for (const database of databases) await measureDatabase(database, plan, figures);
  setWorstStalls(
    databases,
    ACTIVITIES.map(({ name }) => name),
    figures,
  );
}

/** Measures one of the two databases. */
async function measureDatabase(database: StallDatabase, plan: StallPlan, figures: Figures): Promise<void> {
  const begin = performance.now();
  await using postgres = database === "postgres" ? await startPostgresServer() : null;
  await using deployment = await openDeployment(postgres, plan);
  await measurePeriod(deployment, null, { round: 0, count: 0 });
  console.info(`stalls ${database}: filled in ${((performance.now() - begin) / MS_PER_SECOND).toFixed(1)} s`);
  const measured = new Map<string, Period[]>();
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const { name, activity } of periodsOf(round, plan.rounds)) {
      const before = measured.get(name) ?? [];
      const count = before.reduce((sum, { runs }) => sum + runs, 0);
      const period = await measurePeriod(deployment, activity, { round, count });
      measured.set(name, [...before, period]);
      console.info(`stalls ${database} round ${round + 1}  ${name.padEnd(15)} ${textOf(period)}`);
    }
  }
  setStallFigures(database, measured, figures);
}

interface NamedPeriod {
  name: string;
  activity: Activity | null;
}

/** The periods of a round, with an idle one at its beginning and in its middle. */
function periodsOf(round: number, rounds: number): NamedPeriod[] {
  const isDue = ({ onlyIn }: Activity) =>
    onlyIn === undefined || round === (onlyIn === "first" ? 0 : rounds - 1);
  const [idle, idleAgain] = IDLE.map((name) => ({ name, activity: null }));
  const periods = ACTIVITIES.filter(isDue).map((activity) => ({ name: activity.name, activity }));
  const half = Math.ceil(periods.length / 2);
  return [idle, ...periods.slice(0, half), idleAgain, ...periods.slice(half)].flatMap((one) => one ?? []);
}

function textOf({ loop, writerMs, pauseMs, times, runs }: Period): string {
  const held = `loop ${loop.heldMs.toFixed(1)} ms (${loop.computedMs.toFixed(1)} computed, collector ${pauseMs.toFixed(1)})`;
  const probe = `p50 ${quantile(times, P50).toFixed(2)} ms, p99.9 ${quantile(times, P999).toFixed(1)} ms`;
  return `${held}, writer ${writerMs.toFixed(1)} ms  ${probe}  ${runs} runs`;
}
