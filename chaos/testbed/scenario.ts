import type { SeededRandom } from "../support/seeded-random.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { Db } from "../deployment/deployment.ts";
import type { RunHistory } from "../support/run-history.ts";

/** The size of a run: `short` in CI, `full` at the counts of the contract, `release` with three times the messages. */
export const TIERS = ["short", "full", "release"] as const;
export type Tier = (typeof TIERS)[number];

/** What one scenario is given, and where it reports its results. */
export interface Run {
  db: Db;
  tier: Tier;
  /** The checkout whose server is tested: this one, or a copy that was broken on purpose. */
  tree: string;
  /** For data, logs and the history; removed if the run passes. */
  folder: string;
  /** How many instances share the work. More than one only on Postgres. */
  instances: number;
  random: SeededRandom;
  history: RunHistory;
  counters: ViolationCounters;
  faults: Faults;
  /** A figure for the report, beside the counters. */
  note: (name: string, figure: number | string) => void;
}

/** The planned and the applied faults. */
interface Faults {
  /** Declares beforehand that a fault will be applied at least this often. */
  plan: (name: string, times: number) => void;
  applied: (name: string, times?: number) => void;
}

/** One way of testing the product under faults. */
export interface Scenario {
  /** For `--only`. */
  name: string;
  /** What must hold, as a sentence. */
  promise: string;
  dbs: readonly Db[];
  /** The tiers it is part of. */
  tiers: readonly Tier[];
  /** Whether it mostly waits, so that in the short tier it may run beside others. */
  isMostlyWaiting?: boolean;
  run: (run: Run) => Promise<void>;
}
