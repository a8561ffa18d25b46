import type { Attack, Tier } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import { openTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";
import { type FloodOrigin, startFlood } from "./start-flood.ts";
import { tryRateLimits } from "./try-rate-limits.ts";
import { watchOtherProcessesCpu } from "./other-processes-cpu.ts";
import { openVictimTraffic } from "./victim-traffic.ts";
import { median, p99 } from "./percentiles.ts";

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
/** A flood with fewer calls per second proves nothing. */
const LEAST_CALLS_PER_SECOND = 100;

/**
 * Floods from one address, and from many against one organization. The latency of another organization is compared
 * with the quiet periods in between, and the flood must get the documented refusals.
 */
export const floodAttack: Attack = {
  name: "floods",
  tiers: ["short", "full"],
  canRunInParallel: false,
  counters: ["victimsSlowed", "victimsRefused", "wrongRefusals"],
  async run(findings, tier) {
    await using organizations = await openTwoOrganizations({ env: { RATE_LIMITS: "on", TRUST_PROXY: "1" } });
    for (const kind of ["address", "company"] as const) await flood(findings, organizations, kind, tier);
    await tryRateLimits(findings, organizations);
  },
};

async function flood(
  findings: Findings,
  { switchboard, url, ours, theirs }: TwoOrganizations,
  kind: FloodOrigin,
  tier: Tier,
): Promise<void> {
  const { rounds, ms } = ROUNDS[tier];
  const name = kind === "address" ? "from one address" : "against one company";
  const calls = `calls of a flood ${name}`;
  await using victims = await openVictimTraffic(url, theirs.widgetKey);
  await using floodProcess = await startFlood(url, ours.widgetKey, kind);
  const measured: Round[] = [];
  await victims.sendTraffic(ms);
  for (let tries = 0; tries < rounds + SPARE_ROUNDS && calm(measured).length < rounds; tries += 1) {
    const foreignCpu = watchOtherProcessesCpu([switchboard.pid(), floodProcess.pid]);
    const quiet = p99(await victims.sendTraffic(ms));
    floodProcess.set(true);
    const flooded = p99(await victims.sendTraffic(ms));
    floodProcess.set(false);
    measured.push({ quiet, flooded, foreign: foreignCpu() });
    await Bun.sleep(ms / SETTLE_PART);
  }
  findings.plan(calls, (LEAST_CALLS_PER_SECOND * rounds * ms) / 1_000);
  findings.markDone(calls, floodProcess.calls());
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
