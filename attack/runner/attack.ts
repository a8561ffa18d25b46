import type { Findings } from "./findings.ts";

/** The tiers of an attack: a part that fits into every test run, or all of it. */
export type Tier = "short" | "full";

/** An attack on a running Switchboard through its public interfaces, with the counters it must leave at 0. */
export interface Attack {
  name: string;
  /** The counters, each of which must stay 0. */
  counters: readonly string[];
  tiers: readonly Tier[];
  /** Whether the attack mostly waits and measures nothing that other attacks could disturb. */
  canRunInParallel: boolean;
  run: (findings: Findings, tier: Tier) => Promise<void>;
}
