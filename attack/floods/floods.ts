import type { Attack, Tier } from "../attack.ts";
import type { Ledger } from "../ledger.ts";
import { openTwoCompanies, type TwoCompanies } from "../stage/two-companies.ts";
import { type Kind, raiseCrowd } from "./crowd.ts";
import { tryRefusals } from "./refusals.ts";
import { invite, median, p99 } from "./victims.ts";

/** How often quiet and flood take turns, and how long each lasts. */
const ROUNDS: Record<Tier, { rounds: number; ms: number }> = {
  short: { rounds: 5, ms: 800 },
  full: { rounds: 9, ms: 4_000 },
};
/** What the flood may do to others. */
const MOST_TIMES = 2;
/**
 * Below this nobody feels anything, and one turn of the scheduler on a shared machine is more than twice nothing;
 * milliseconds.
 */
const UNFELT_MS = 10;
/** A crowd that did less than this a round has not been one. */
const LEAST_CALLS_PER_SECOND = 300;

/**
 * A flood from one address, and one from everywhere against one company: the other company's people are held to what
 * they had in the quiet moments between, and who floods is told what the limits say.
 */
export const floods: Attack = {
  name: "floods",
  tiers: ["short", "full"],
  counters: ["victimsSlowed", "victimsRefused", "wrongRefusals"],
  async run(ledger, tier) {
    await using companies = await openTwoCompanies({ env: { RATE_LIMITS: "on", TRUST_PROXY: "1" } });
    for (const kind of ["address", "company"] as const) await flood(ledger, companies, kind, tier);
    await tryRefusals(ledger, companies);
  },
};

async function flood(
  ledger: Ledger,
  { url, ours, theirs }: TwoCompanies,
  kind: Kind,
  tier: Tier,
): Promise<void> {
  const { rounds, ms } = ROUNDS[tier];
  const name = kind === "address" ? "from one address" : "against one company";
  const what = `calls of a flood ${name}`;
  await using victims = await invite(url, theirs.widgetKey);
  await using crowd = await raiseCrowd(url, ours.widgetKey, kind);
  const quiet: number[] = [];
  const flooded: number[] = [];
  await victims.talk(ms);
  for (let round = 0; round < rounds; round += 1) {
    quiet.push(p99(await victims.talk(ms)));
    crowd.set(true);
    flooded.push(p99(await victims.talk(ms)));
    crowd.set(false);
    await Bun.sleep(ms / SETTLE_PART);
  }
  ledger.plan(what, (LEAST_CALLS_PER_SECOND * rounds * ms) / 1_000);
  ledger.carriedOut(what, crowd.calls());
  const times = median(flooded.map((p, at) => p / Math.max(quiet[at] ?? p, 0.1)));
  ledger.figure(`${name}: p99 quiet, ms`, median(quiet));
  ledger.figure(`${name}: p99 flooded, ms`, median(flooded));
  ledger.figure(`${name}: times`, times);
  if (times > MOST_TIMES && median(flooded) > UNFELT_MS)
    ledger.found("victimsSlowed", `${name}: ${times.toFixed(1)} times, to ${median(flooded).toFixed(1)} ms`);
  for (let refusal = 0; refusal < victims.refused(); refusal += 1) ledger.found("victimsRefused", name);
}

/** What the crowd had sent is answered before it is quiet. */
const SETTLE_PART = 4;
