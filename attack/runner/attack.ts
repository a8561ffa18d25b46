import type { Findings } from "./findings.ts";

/** How much of an attack is run: what fits into every run of the tests, or all of it. */
export type Tier = "short" | "full";

/** Something done to a started Switchboard by its public doors, and what must not come of it. */
export interface Attack {
  name: string;
  /** What is counted; each must stay 0. */
  counters: readonly string[];
  tiers: readonly Tier[];
  /** Mostly waits, and measures nothing that others could disturb: such attacks are carried out together. */
  canRunInParallel: boolean;
  run: (findings: Findings, tier: Tier) => Promise<void>;
}
