import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bun, ROOT } from "../run/bun.ts";
import { ONE_FAILURE, type TestCounts } from "./test-counts.ts";

const SUMMARY = /<testsuites[^>]*\btests="(\d+)"[^>]*\bfailures="(\d+)"[^>]*\bskipped="(\d+)"/;

/** Runs the unit tests, on both databases, showing those that fail. A test left out counts as failed. */
export async function runUnitTests(): Promise<TestCounts> {
  const folder = await mkdtemp(join(tmpdir(), "switchboard-unit-"));
  const report = join(folder, "junit.xml");
  try {
    const command = bun(
      "test",
      "--timeout=60000",
      "--only-failures",
      "--reporter=junit",
      `--reporter-outfile=${report}`,
    );
    const run = Bun.spawn(command, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
    const code = await run.exited;
    return readReport(await textOf(report), code);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Reads Bun's JUnit report. Errors outside any test are not in it; only the exit code tells of them, so a bad code
 * with no failure in the report is one.
 */
function readReport(report: string, code: number): TestCounts {
  const [tests, failures, skipped] = SUMMARY.exec(report)?.slice(1).map(Number) ?? [];
  if (tests === undefined || failures === undefined || skipped === undefined) return ONE_FAILURE;
  const failed = failures + skipped;
  return { passed: tests - failed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

async function textOf(path: string): Promise<string> {
  const file = Bun.file(path);
  return (await file.exists()) ? await file.text() : "";
}
