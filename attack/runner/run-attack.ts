import type { Attack, Tier } from "./attack.ts";
import { Findings } from "./findings.ts";

/** What came of one attack. */
export interface AttackResult {
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
export async function runAttack(attack: Attack, tier: Tier): Promise<AttackResult> {
  const startedAt = performance.now();
  const findings = new Findings(attack.counters);
  const broken: string[] = [];
  try {
    await attack.run(findings, tier);
  } catch (error) {
    broken.push(`broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return {
    attack: attack.name,
    counters: findings.counters(),
    missed: [...broken, ...findings.missed()],
    figures: findings.figures(),
    examples: findings.examples(),
    seconds: (performance.now() - startedAt) / MS_PER_SECOND,
  };
}

/** Whether all was done that was planned, and nothing found. */
export function isPassed({ missed, counters }: Pick<AttackResult, "missed" | "counters">): boolean {
  return missed.length === 0 && Object.values(counters).every((count) => count === 0);
}
