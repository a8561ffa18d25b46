import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bunCommand, ROOT } from "../processes/bun-command.ts";
import { ONE_FAILURE, type TestCounts } from "./test-counts.ts";

/** The counted fields of one scenario on one database, or of one attack. */
interface Trial {
  missed: string[];
  counters: Record<string, number>;
}

/** The harnesses, and the key of their trials in the `--json` output. */
const TRIALS = { chaos: "runs", attack: "attacks" } as const;

/** Runs the short tier of a harness against the existing build. Each trial counts as one test. */
export async function runShortTier(harness: keyof typeof TRIALS): Promise<TestCounts> {
  const folder = await mkdtemp(join(tmpdir(), `switchboard-${harness}-`));
  const report = join(folder, "findings.json");
  try {
    const run = Bun.spawn(bunCommand(`${harness}/run.ts`, "--tier", "short", "--json", report), {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const code = await run.exited;
    const file = Bun.file(report);
    if (!(await file.exists())) return ONE_FAILURE;
    const findings: Record<string, Trial[]> = await file.json();
    const trials = findings[TRIALS[harness]];
    if (trials === undefined) return ONE_FAILURE;
    const passed = trials.filter(isGood).length;
    const failed = trials.length - passed;
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function isGood({ missed, counters }: Trial): boolean {
  return missed.length === 0 && Object.values(counters).every((count) => count === 0);
}
