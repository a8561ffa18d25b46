import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bun, ROOT } from "../run/bun.ts";
import { addCounts, ONE_FAILURE, type TestCounts } from "./test-counts.ts";

/** Runs the browser tests. A test left out counts as failed, and so does a run in which there was none. */
export async function runBrowserTests(): Promise<TestCounts> {
  const folder = await mkdtemp(join(tmpdir(), "switchboard-e2e-"));
  const report = join(folder, "counts.json");
  try {
    const run = Bun.spawn(bun("scripts/e2e.ts"), {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, E2E_COUNTS_FILE: report },
    });
    const code = await run.exited;
    const file = Bun.file(report);
    if (!(await file.exists())) return ONE_FAILURE;
    const { secondGo, ...counts }: TestCounts & { secondGo: string[] } = await file.json();
    for (const name of secondGo) console.info(`needed a second attempt: ${name}`);
    return counts.failed === 0 && code !== 0 ? addCounts(counts, ONE_FAILURE) : counts;
  } finally {
    await rm(folder, { recursive: true });
  }
}
