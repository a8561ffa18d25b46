import type { Findings } from "./findings.ts";

/** How much of an attack is run: a part that fits into every test run, or all of it. */
export type Tier = "short" | "full";

/** An attack on a running Switchboard through its public interfaces, and what must not happen. */
export interface Attack {
  name: string;
  /** What is counted; each must stay 0. */
  counters: readonly string[];
  tiers: readonly Tier[];
  /** Whether it mostly waits and measures nothing that others could disturb. */
  canRunInParallel: boolean;
  run: (findings: Findings, tier: Tier) => Promise<void>;
}
