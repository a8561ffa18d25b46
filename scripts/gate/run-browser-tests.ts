import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bunCommand } from "../processes/bun-command.ts";
import type { TestFailure } from "./junit-report.ts";
import { runToFile } from "./run-to-file.ts";
import { showFailures } from "./show-failures.ts";
import { checkLine } from "./run-step.ts";
import { addCounts, ONE_FAILURE, type TestCounts } from "./test-counts.ts";

/** The report that `e2e/support/test-counts-reporter.ts` writes. */
interface BrowserReport extends TestCounts {
  secondGo: string[];
  failures: TestFailure[];
}

const NAME = "browser tests";

/**
 * Runs the browser tests and reports them in one line, with the names of failed tests below. A skipped test counts as
 * failed, and so does a run without tests.
 */
export async function runBrowserTests(): Promise<TestCounts> {
  const folder = await mkdtemp(join(tmpdir(), "switchboard-e2e-"));
  try {
    const reportAt = join(folder, "counts.json");
    const run = await runToFile(NAME, bunCommand("scripts/e2e.ts"), { E2E_COUNTS_FILE: reportAt });
    const file = Bun.file(reportAt);
    const report: BrowserReport | null = (await file.exists()) ? await file.json() : null;
    const { passed, failed } = countsOf(report, run.code);
    console.info(checkLine(NAME, failed === 0, run.startedAt, `${passed} passed, ${failed} failed`));
    for (const name of report?.secondGo ?? []) console.info(`  needed a second attempt: ${name}`);
    if (failed > 0) showFailures(report?.failures ?? [], run);
    return { passed, failed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function countsOf(report: BrowserReport | null, code: number): TestCounts {
  if (report === null) return ONE_FAILURE;
  return report.failed === 0 && code !== 0 ? addCounts(report, ONE_FAILURE) : report;
}
