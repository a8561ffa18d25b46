/** The number of tests, or steps of the gate, that passed and failed. */
export interface TestCounts {
  passed: number;
  failed: number;
}

export const NO_TESTS: TestCounts = { passed: 0, failed: 0 };

/** The counts for one failure that is not a test. */
export const ONE_FAILURE: TestCounts = { passed: 0, failed: 1 };

export function addCounts(a: TestCounts, b: TestCounts): TestCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
