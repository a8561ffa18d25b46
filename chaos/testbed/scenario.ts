import type { SeededRandom } from "../support/seeded-random.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { Db } from "../deployment/deployment.ts";
import type { RunHistory } from "../support/run-history.ts";

/**
 * The size of a run: `short` in CI, `full` at the counts in docs/chaos.md, `release` with about three times the
 * messages.
 */
export const TIERS = ["short", "full", "release"] as const;
export type Tier = (typeof TIERS)[number];

/** The input of a scenario, and the means to report its results. */
export interface Run {
  db: Db;
  tier: Tier;
  /** The checkout whose server is tested: this one, or a copy that was broken on purpose. */
  tree: string;
  /** The folder for data, logs and the history. It is removed if the run passes. */
  folder: string;
  /** The number of instances that share the work. More than one only on Postgres. */
  instances: number;
  random: SeededRandom;
  history: RunHistory;
  counters: ViolationCounters;
  faults: Faults;
  /** Adds a figure to the report, beside the counters. */
  note: (name: string, figure: number | string) => void;
}

/** The planned and the applied faults. */
interface Faults {
  /** Plans to apply a fault at least this many times. */
  plan: (name: string, times: number) => void;
  applied: (name: string, times?: number) => void;
}

/** One way of testing the product under faults. */
export interface Scenario {
  /** The name for `--only`. */
  name: string;
  /** The promise that must hold, as a sentence. */
  promise: string;
  dbs: readonly Db[];
  /** The tiers it belongs to. */
  tiers: readonly Tier[];
  /** Whether it mostly waits, so that in the short tier it can run beside others. */
  isMostlyWaiting?: boolean;
  /** What is missing on this machine, where that can be; then the short tier leaves it out. */
  missing?: () => string | null;
  run: (run: Run) => Promise<void>;
}
