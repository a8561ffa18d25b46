import type { Attack, Tier } from "./attack.ts";
import { Ledger } from "./findings.ts";

/** What came of one attack. */
export interface Finding {
  attack: string;
  counters: Record<string, number>;
  /** What was planned and not carried out: such a run proves nothing. */
  missed: readonly string[];
  figures: Record<string, number>;
  examples: readonly string[];
  seconds: number;
}

const MS_PER_SECOND = 1000;

/** Carries an attack out. One that breaks off has missed what it had left to do. */
export async function runAttack(attack: Attack, tier: Tier): Promise<Finding> {
  const startedAt = performance.now();
  const ledger = new Ledger(attack.counters);
  const broken: string[] = [];
  try {
    await attack.run(ledger, tier);
  } catch (error) {
    broken.push(`broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return {
    attack: attack.name,
    counters: ledger.counters(),
    missed: [...broken, ...ledger.missed()],
    figures: ledger.figures(),
    examples: ledger.examples(),
    seconds: (performance.now() - startedAt) / MS_PER_SECOND,
  };
}

/** Whether all was done that was planned, and nothing found. */
export function isGood({ missed, counters }: Pick<Finding, "missed" | "counters">): boolean {
  return missed.length === 0 && Object.values(counters).every((count) => count === 0);
}
