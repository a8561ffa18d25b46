import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { FullResult, Reporter, Suite, TestCase } from "playwright/types/testReporter";

/**
 * Writes how many tests passed and failed to the file named in `E2E_COUNTS_FILE`. A test that did not run counts as
 * failed. A test that passed only at its second attempt counts as passed and is listed in `secondGo`. `failures`
 * lists the failed tests with location and message.
 */
export default class TestCountsReporter implements Reporter {
  #suite: Suite | null = null;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(_result: FullResult): void {
    const file = process.env["E2E_COUNTS_FILE"];
    if (file === undefined || this.#suite === null) return;
    const tests = this.#suite.allTests();
    const secondGo = tests.filter((test) => test.outcome() === "flaky");
    const passed = tests.filter((test) => test.outcome() === "expected").length + secondGo.length;
    const names = secondGo.map(nameOf);
    const failures = tests
      .filter((test) => ["unexpected", "skipped"].includes(test.outcome()))
      .map(describeFailure);
    writeFileSync(file, JSON.stringify({ passed, failed: tests.length - passed, secondGo: names, failures }));
  }

  printsToStdio(): boolean {
    return false;
  }
}

/** The name of a test, after its file and its groups. */
function nameOf(test: TestCase): string {
  return test.titlePath().slice(2).join(" › ");
}

function describeFailure(test: TestCase) {
  const [, , ...names] = test.titlePath();
  const message = stripVTControlCharacters(test.results.at(-1)?.error?.message ?? "The test was left out.");
  return {
    file: relative(process.cwd(), test.location.file),
    line: test.location.line,
    name: names.slice(1).join(" › "),
    message,
  };
}
