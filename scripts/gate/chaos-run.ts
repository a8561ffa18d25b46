import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bun, ROOT } from "../run/bun.ts";
import { ONE_FAILURE, type Tally } from "./tally.ts";

/** What `bun run chaos --json` writes, as far as it is counted here. */
interface Findings {
  runs: { missed: string[]; counters: Record<string, number> }[];
}

/** Runs the short tier of the chaos harness on both databases; each scenario on each database counts as one test. */
export async function runChaos(): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), "switchboard-chaos-tally-"));
  const report = join(folder, "findings.json");
  try {
    const run = Bun.spawn(bun("chaos/run.ts", "--tier", "short", "--json", report), {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const code = await run.exited;
    const file = Bun.file(report);
    if (!(await file.exists())) return ONE_FAILURE;
    const { runs }: Findings = await file.json();
    const passed = runs.filter(isGood).length;
    const failed = runs.length - passed;
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function isGood({ missed, counters }: Findings["runs"][number]): boolean {
  return missed.length === 0 && Object.values(counters).every((count) => count === 0);
}
