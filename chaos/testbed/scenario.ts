import type { SeededRandom } from "../support/seeded-random.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { Db } from "../deployment/deployment.ts";
import type { RunHistory } from "../support/run-history.ts";

/** How much is tried: `short` in CI, `full` at the counts of the contract, `release` with three times the messages. */
export const TIERS = ["short", "full", "release"] as const;
export type Tier = (typeof TIERS)[number];

/** What one scenario is given, and where it leaves its findings. */
export interface Run {
  db: Db;
  tier: Tier;
  /** The checkout whose server is put to the test: this one, or a copy that was broken on purpose. */
  tree: string;
  /** For data, logs and the history; removed when all went well. */
  folder: string;
  /** How many processes of the product share the work. More than one only on Postgres. */
  instances: number;
  random: SeededRandom;
  history: RunHistory;
  counters: ViolationCounters;
  faults: Faults;
  /** A figure for the report, beside the counters. */
  note: (name: string, figure: number | string) => void;
}

/** What was to be done to the product, and what was. */
interface Faults {
  /** Says beforehand that a fault will be applied, so often at least. */
  plan: (name: string, times: number) => void;
  applied: (name: string, times?: number) => void;
}

/** One way of putting the product to the test. */
export interface Scenario {
  /** For `--only`. */
  name: string;
  /** What must hold, as a sentence. */
  promise: string;
  dbs: readonly Db[];
  /** The tiers it is part of. */
  tiers: readonly Tier[];
  /** Whether it mostly waits, so that in the short tier it may run beside others. */
  isPatient?: boolean;
  run: (run: Run) => Promise<void>;
}
