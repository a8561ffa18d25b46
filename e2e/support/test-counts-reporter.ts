import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { FullResult, Reporter, Suite, TestCase } from "playwright/types/testReporter";

/**
 * Writes how many tests passed and failed to the file that `E2E_COUNTS_FILE` names; one left out counts as failed. One
 * that passed only at its second attempt counts as passed, and is named (`secondGo`); `failures` says where each is that
 * failed, and what it said.
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

/** The file and the groups it stands in, and its own name. */
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
