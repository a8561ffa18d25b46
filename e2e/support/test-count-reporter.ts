import { writeFileSync } from "node:fs";
import type { FullResult, Reporter, Suite } from "playwright/types/testReporter";

/**
 * Writes how many tests passed and failed to the file named by `E2E_TALLY_FILE`; a skipped one counts as failed. One that
 * passed only at its second attempt counts as passed, and is listed in `secondGo`.
 */
export default class TestCountReporter implements Reporter {
  #suite: Suite | null = null;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(_result: FullResult): void {
    const file = process.env["E2E_TALLY_FILE"];
    if (file === undefined || this.#suite === null) return;
    const tests = this.#suite.allTests();
    const secondGo = tests.filter((test) => test.outcome() === "flaky");
    const passed = tests.filter((test) => test.outcome() === "expected").length + secondGo.length;
    const names = secondGo.map((test) => test.titlePath().slice(2).join(" › "));
    writeFileSync(file, JSON.stringify({ passed, failed: tests.length - passed, secondGo: names }));
  }

  printsToStdio(): boolean {
    return false;
  }
}
