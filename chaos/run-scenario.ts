import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSeededRandom } from "./support/seeded-random.ts";
import { type ViolationCounter, createViolationCounters } from "./support/violation-counters.ts";
import type { Db } from "./deployment/deployment.ts";
import { openRunHistory } from "./support/run-history.ts";
import type { Scenario, Tier } from "./testbed/scenario.ts";

/** The result of one scenario on one database. */
export interface ScenarioResult {
  scenario: string;
  db: Db;
  seed: number;
  seconds: number;
  /** How often each fault was applied. */
  faults: Record<string, number>;
  /** Faults that were applied less often than planned. They make a run worthless. */
  missed: readonly string[];
  counters: Record<ViolationCounter, number>;
  notes: Record<string, number | string>;
  examples: readonly string[];
  /** The folder with the history and the logs; `null` if the run passed. */
  folder: string | null;
}

export interface RunOptions {
  db: Db;
  tier: Tier;
  seed: number;
  tree: string;
  instances: number;
}

const MS_PER_SECOND = 1000;

/** Whether every counter is 0 and every planned fault was applied. */
export function isPassed({ counters, missed }: ScenarioResult): boolean {
  return missed.length === 0 && Object.values(counters).every((count) => count === 0);
}

/** Runs one scenario on one database in a new folder. An error it throws is counted under `unhealthy`. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const folder = mkdtempSync(join(tmpdir(), `switchboard-chaos-${scenario.name}-`));
  mkdirSync(folder, { recursive: true });
  const counters = createViolationCounters();
  const [planned, applied] = [new Map<string, number>(), new Map<string, number>()];
  const notes: Record<string, number | string> = {};
  const startedAt = performance.now();
  {
    await using history = openRunHistory(join(folder, "history.jsonl"));
    try {
      await scenario.run({
        ...options,
        folder,
        random: createSeededRandom(options.seed),
        history,
        counters,
        faults: {
          plan: (name, times) => void planned.set(name, times),
          applied: (name, times = 1) => void applied.set(name, (applied.get(name) ?? 0) + times),
        },
        note: (name, figure) => void (notes[name] = figure),
      });
    } catch (error) {
      counters.count("unhealthy", error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  const missed = [...planned].flatMap(([name, times]) => {
    const done = applied.get(name) ?? 0;
    return done >= times ? [] : [`${name}: ${done} of ${times}`];
  });
  const result: ScenarioResult = {
    scenario: scenario.name,
    db: options.db,
    seed: options.seed,
    seconds: (performance.now() - startedAt) / MS_PER_SECOND,
    faults: Object.fromEntries(applied),
    missed,
    counters: counters.all(),
    notes,
    examples: counters.examples(),
    folder,
  };
  if (!isPassed(result)) return result;
  rmSync(folder, { recursive: true, force: true });
  return { ...result, folder: null };
}
