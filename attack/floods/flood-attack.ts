import type { Attack, Tier } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import { openTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";
import { measureSlowdown } from "./measure-slowdown.ts";
import { type FloodOrigin, startFlood } from "./start-flood.ts";
import { tryRateLimits } from "./try-rate-limits.ts";
import { openVictimTraffic } from "./victim-traffic.ts";

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
  await using victims = await openVictimTraffic(url, theirs.widgetKey);
  await using floodProcess = await startFlood(url, ours.widgetKey, kind);
  const name = kind === "address" ? "from one address" : "against one company";
  await measureSlowdown(findings, {
    switchboard,
    victims,
    flood: floodProcess,
    name,
    leastCallsPerSecond: LEAST_CALLS_PER_SECOND,
    tier,
  });
}
