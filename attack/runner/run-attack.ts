import type { Attack, Tier } from "./attack.ts";
import { Findings } from "./findings.ts";

/** The result of one attack. */
export interface AttackResult {
  attack: string;
  counters: Record<string, number>;
  /** Plans that were not carried out in full: such a run proves nothing. */
  missed: readonly string[];
  figures: Record<string, number>;
  examples: readonly string[];
  seconds: number;
}

const MS_PER_SECOND = 1000;

/** Runs an attack. If it throws, the rest of its plans counts as missed. */
export async function runAttack(attack: Attack, tier: Tier): Promise<AttackResult> {
  const startedAt = performance.now();
  const findings = new Findings(attack.counters);
  const errors: string[] = [];
  try {
    await attack.run(findings, tier);
  } catch (error) {
    errors.push(`broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return {
    attack: attack.name,
    counters: findings.counters(),
    missed: [...errors, ...findings.missed()],
    figures: findings.figures(),
    examples: findings.examples(),
    seconds: (performance.now() - startedAt) / MS_PER_SECOND,
  };
}

/** Whether every plan was carried out and every counter is 0. */
export function isPassed({ missed, counters }: Pick<AttackResult, "missed" | "counters">): boolean {
  return missed.length === 0 && Object.values(counters).every((count) => count === 0);
}
