import { expect, test } from "bun:test";
import type { TestFailure } from "./junit-report.ts";
import { failuresOnScreen } from "./show-failures.ts";

const failure = (name: string, message = "expected\n\n- 1\n+ 2"): TestFailure => ({
  file: "src/a.test.ts",
  line: 7,
  name,
  message,
});

test("a failure is a line to click on, with what it says below", () => {
  expect(failuresOnScreen([failure("counts")])).toEqual([
    "src/a.test.ts:7  counts",
    "    expected",
    "    - 1",
    "    + 2",
  ]);
});

test.each([1, 5, 12, 300])("%d failures that say much fit a screen, and the rest is counted", (count) => {
  const failures = Array.from({ length: count }, (_, n) => failure(`test ${n}`, "a long line\n".repeat(50)));

  const lines = failuresOnScreen(failures);

  expect(lines.length).toBeLessThanOrEqual(25);
  const named = lines.filter((line) => line.startsWith("src/")).length;
  const left = lines.at(-1)?.match(/and (\d+) more/)?.[1] ?? "0";
  expect(named + Number(left)).toBe(count);
});
