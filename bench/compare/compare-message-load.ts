import type { ChatSystem } from "../load/chat-system.ts";
import { type Measured, type Reading, startMeter } from "../measure/cpu-meter.ts";
import { sendAtFullSpeed, sendAtRate } from "../load/message-load.ts";
import { openOnPostgres, openOnSqlite } from "../systems/switchboard/switchboard-system.ts";
import type { Build } from "./compare-options.ts";
import { quietRounds } from "./quiet-rounds.ts";
import { rotatedFrom, type Sample, type Samples } from "./samples.ts";

export interface MessageLoadComparison {
  rounds: number;
  database: "sqlite" | "postgres";
}

const WARM_UP_MS = 3_000;
const LIGHT_MS = 2_500;
const FULL_MS = 2_500;
const LIGHT_PER_SECOND = 200;
/** Unacknowledged messages per sender at full load. */
const IN_FLIGHT = 4;
const MICROS = 1e6;
const PERCENT = 100;

/**
 * Sends messages through every build in turn. All servers run all the time, and each round begins with a different
 * one.
 */
export async function compareMessageLoad(
  builds: readonly Build[],
  { rounds, database }: MessageLoadComparison,
): Promise<Samples> {
  await using stack = new AsyncDisposableStack();
  const systems: { name: string; system: ChatSystem }[] = [];
  for (const { name, tree } of builds) {
    const system = await (database === "sqlite" ? openOnSqlite(tree) : openOnPostgres(tree));
    systems.push({ name, system: stack.use(system) });
  }
  for (const { system } of systems) await sendAtFullSpeed(system, IN_FLIGHT, WARM_UP_MS);
  return await quietRounds(database, rounds, async (round) => {
    const measured = new Map<string, Sample>();
    for (const { name, system } of rotatedFrom(systems, round)) {
      const others = systems.flatMap((other) => (other.system === system ? [] : other.system.measured));
      measured.set(name, await measure(system, others));
    }
    return new Map(builds.map(({ name }) => [name, measured.get(name) ?? { foreignPercent: Number.NaN }]));
  });
}

/**
 * Measures one round of one build. @param others - the processes of the other builds, which are not counted as other
 * work: their Postgres may be cleaning up
 */
async function measure(system: ChatSystem, others: readonly Measured[]): Promise<Sample> {
  const meters = others.map(startMeter);
  const light = await sendAtRate(system, LIGHT_PER_SECOND, LIGHT_MS);
  const full = await sendAtFullSpeed(system, IN_FLIGHT, FULL_MS);
  const ofOthers = meters.map((read) => percentOfCore(read())).reduce((total, used) => total + used, 0);
  return {
    "light p50, ms": light.delays.p50,
    "full load, µs per message": MICROS / full.perSecond,
    "server CPU, µs per message": full.serverCpu,
    foreignPercent: Math.max(0, (light.foreignPercent + full.foreignPercent) / 2 - ofOthers),
  };
}

function percentOfCore({ seconds, serverCpu, databaseCpu }: Reading): number {
  return ((serverCpu + databaseCpu) / MICROS / seconds) * PERCENT;
}
