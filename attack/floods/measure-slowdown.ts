import type { SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";
import type { Tier } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import { watchOtherProcessesCpu } from "./other-processes-cpu.ts";
import { median, p99 } from "./percentiles.ts";
import type { Flood } from "./start-flood.ts";
import type { VictimTraffic } from "./victim-traffic.ts";

/** How many times a quiet and a flooded period alternate, and how long each lasts. */
const ROUNDS: Record<Tier, { rounds: number; ms: number }> = {
  short: { rounds: 5, ms: 800 },
  full: { rounds: 9, ms: 4_000 },
};
/** Upper bound for the slowdown of others under the flood, as a factor. */
const MOST_TIMES = 2;
/**
 * Shorter delays, in milliseconds, are not noticeable, and one time slice of the scheduler on a shared machine can
 * double them.
 */
const UNNOTICEABLE_MS = 10;
/** How many noisy rounds may be measured again. */
const SPARE_ROUNDS = 3;
/** Upper bound for the CPU share of other processes in a round that counts. */
const MOST_FOREIGN = 0.15;

/** The others, and what may slow them down. */
export interface Slowdown {
  switchboard: SwitchboardProcess;
  victims: VictimTraffic;
  flood: Flood;
  /** Names it in the figures. */
  name: string;
  /** Fewer calls per second prove nothing. */
  leastCallsPerSecond: number;
  tier: Tier;
}

/**
 * Compares the latency of the victims' calls under a flood with the quiet periods in between. Counts `victimsSlowed`
 * and `victimsRefused`.
 */
export async function measureSlowdown(
  findings: Findings,
  { switchboard, victims, flood, name, leastCallsPerSecond, tier }: Slowdown,
): Promise<void> {
  const { rounds, ms } = ROUNDS[tier];
  const calls = `calls ${name}`;
  const measured: Round[] = [];
  await victims.sendTraffic(ms);
  for (let tries = 0; tries < rounds + SPARE_ROUNDS && calm(measured).length < rounds; tries += 1) {
    const foreignCpu = watchOtherProcessesCpu([switchboard.pid(), flood.pid]);
    const quiet = p99(await victims.sendTraffic(ms));
    flood.set(true);
    const flooded = p99(await victims.sendTraffic(ms));
    flood.set(false);
    measured.push({ quiet, flooded, foreign: foreignCpu() });
    await Bun.sleep(ms / SETTLE_PART);
  }
  findings.plan(calls, (leastCallsPerSecond * rounds * ms) / 1_000);
  findings.markDone(calls, flood.calls());
  recordFigures(findings, name, measured);
  if (tier === "full") findings.plan(`calm rounds ${name}`, rounds);
  findings.markDone(`calm rounds ${name}`, calm(measured).length);
  if (calm(measured).length === rounds) checkSlowdown(findings, name, calm(measured));
  for (let refusal = 0; refusal < victims.refused(); refusal += 1)
    findings.countViolation("victimsRefused", name);
}

/** One quiet and one flooded period: the p99 of the victims' calls in ms, and the CPU share of other programs. */
interface Round {
  quiet: number;
  flooded: number;
  foreign: number;
}

/** The rounds without much CPU use by other programs. */
function calm(rounds: readonly Round[]): Round[] {
  return rounds.filter(({ foreign }) => foreign < MOST_FOREIGN);
}

function recordFigures(findings: Findings, name: string, rounds: readonly Round[]): void {
  findings.recordFigure(`${name}: p99 quiet, ms`, median(rounds.map(({ quiet }) => quiet)));
  findings.recordFigure(`${name}: p99 flooded, ms`, median(rounds.map(({ flooded }) => flooded)));
  findings.recordFigure(`${name}: times`, timesOf(rounds));
  findings.recordFigure(`${name}: taken by others, %`, 100 * median(rounds.map(({ foreign }) => foreign)));
}

function timesOf(rounds: readonly Round[]): number {
  return median(rounds.map(({ quiet, flooded }) => flooded / Math.max(quiet, SHORTEST_MS)));
}

/** Checks the median slowdown over the rounds, each compared with its own quiet period. */
function checkSlowdown(findings: Findings, name: string, rounds: readonly Round[]): void {
  const times = timesOf(rounds);
  const slowest = median(rounds.map(({ flooded }) => flooded));
  if (times > MOST_TIMES && slowest > UNNOTICEABLE_MS)
    findings.countViolation(
      "victimsSlowed",
      `${name}: ${times.toFixed(1)} times, to ${slowest.toFixed(1)} ms`,
    );
}

const SHORTEST_MS = 0.1;

/** The pause after a flood, so that everything sent is answered before the next quiet period. */
const SETTLE_PART = 4;
