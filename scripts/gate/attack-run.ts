import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bun, ROOT } from "../run/bun.ts";
import { ONE_FAILURE, type Tally } from "./tally.ts";

/** What `bun run attack --json` writes, as far as it is counted here. */
interface Findings {
  attacks: { missed: string[]; counters: Record<string, number> }[];
}

/** Runs the short tier of the attacks against the build that is there; each attack counts as one test. */
export async function runAttacks(): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), "switchboard-attack-"));
  const report = join(folder, "findings.json");
  try {
    const run = Bun.spawn(bun("attack/run.ts", "--tier", "short", "--json", report), {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const code = await run.exited;
    const file = Bun.file(report);
    if (!(await file.exists())) return ONE_FAILURE;
    const { attacks }: Findings = await file.json();
    const passed = attacks.filter(isGood).length;
    const failed = attacks.length - passed;
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function isGood({ missed, counters }: Findings["attacks"][number]): boolean {
  return missed.length === 0 && Object.values(counters).every((count) => count === 0);
}
