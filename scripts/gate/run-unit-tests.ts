import { join } from "node:path";
import { ensureReverseProxies } from "../../test/reverse-proxy.ts";
import { bunCommand } from "../processes/bun-command.ts";
import { createFastTemporaryFolder, removeTemporaryFolder } from "./fast-temporary-folder.ts";
import { type TestFailure, readErrorsBetweenTests, readJUnitReport } from "./junit-report.ts";
import { type FinishedRun, runToFile } from "./run-to-file.ts";
import { showFailures } from "./show-failures.ts";
import { checkLine } from "./run-step.ts";
import type { TestCounts } from "./test-counts.ts";
import { keepTestTimes } from "./test-times.ts";

const NAME = "unit tests";
/** Far longer than any test takes on a loaded machine, unless it hangs. */
const TIMEOUT_MS = 60_000;
/**
 * Processes of a whole run, each with a Postgres of its own. A test waits for disks, sockets and Postgres more than it
 * computes, so they are as many on the smallest machine as on a larger one.
 */
const PROCESSES = 3;

/**
 * Runs the unit tests on both databases, all of them or those in the files `tests`, and reports them in one line,
 * with the names of failed tests below. A skipped test counts as failed.
 */
export async function runUnitTests(tests: readonly string[] = []): Promise<TestCounts> {
  const folder = createFastTemporaryFolder();
  try {
    const files = { report: join(folder, "junit.xml"), times: join(folder, "times.json") };
    if (tests.length === 0) getReverseProxies();
    const run = await runToFile(NAME, command(files, tests), { TMPDIR: folder });
    const xml = await textOf(files.report);
    const { counts, failures } = reportRun(run, xml);
    if (xml !== "") await keepTestTimes(files.times, new Set(failures.map(({ file }) => file)));
    return counts;
  } finally {
    await removeTemporaryFolder(folder);
  }
}

/** Before the tests, whose time is limited; without them, those that need them say what to install. */
function getReverseProxies(): void {
  try {
    ensureReverseProxies();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}

function command(files: { report: string; times: string }, tests: readonly string[]): string[] {
  const reporting = ["--only-failures", "--reporter=junit", `--reporter-outfile=${files.report}`];
  const timing = [`--timeout=${TIMEOUT_MS}`, `--timings=${files.times}`, "--update-timings"];
  const spreading = tests.length === 0 ? [`--parallel=${PROCESSES}`, "--no-isolate"] : [];
  // A name that starts with `./` is one file. Without it, every file whose path contains the name is run.
  return bunCommand("test", ...timing, ...reporting, ...spreading, ...tests.map((file) => `./${file}`));
}

/** Reports a run. A bad exit code without a failure, or a run without a report, counts as one failure. */
function reportRun(run: FinishedRun, xml: string): { counts: TestCounts; failures: readonly TestFailure[] } {
  const report = readJUnitReport(xml);
  const failures = [...(report?.failures ?? []), ...readErrorsBetweenTests(run.output)];
  const isUntold = failures.length === 0 && (run.code !== 0 || report === null);
  const failed = isUntold ? 1 : failures.length;
  const passed = (report?.tests ?? 0) - (report?.failures.length ?? 0);
  console.info(checkLine(NAME, failed === 0, run.startedAt, `${passed} passed, ${failed} failed`));
  if (failed > 0) showFailures(failures, run);
  return { counts: { passed, failed }, failures };
}

async function textOf(path: string): Promise<string> {
  const file = Bun.file(path);
  return (await file.exists()) ? await file.text() : "";
}
