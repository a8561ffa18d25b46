import { spawn } from "node:child_process";
import { bunCommand } from "../processes/bun-command.ts";

/** What a run of tests has shown. */
export interface TestRun {
  outcome: "passed" | "failed" | "timed-out";
  /** The name of the first failed test, if one is printed. */
  failedTest: string | null;
  output: string;
}

interface TestRunOptions {
  folder: string;
  env: Record<string, string | undefined>;
  /** Limits each test. */
  testLimitMs: number;
  /** Limits the whole run: a loop without an end can be stopped only from outside. */
  limitMs: number;
  /** Further arguments of `bun test`. */
  args?: readonly string[];
}

/** Runs test files in a process group of its own, and stops at the first failure. */
export async function runTests(tests: readonly string[], options: TestRunOptions): Promise<TestRun> {
  const { folder, env, testLimitMs, limitMs, args = [] } = options;
  const files = tests.map((file) => `./${file}`);
  const [bun = "", ...rest] = bunCommand("test", "--bail", `--timeout=${testLimitMs}`, ...args, ...files);
  const run = spawn(bun, rest, { cwd: folder, env, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const stop = () => stopGroup(run.pid);
  process.once("exit", stop);
  let output = "";
  run.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    stop();
  }, limitMs);
  const code = await new Promise<number | null>((resolve) => run.once("close", resolve));
  clearTimeout(limit);
  stop();
  process.off("exit", stop);
  if (isLate) return { outcome: "timed-out", failedTest: null, output };
  const failedTest = /^\(fail\) (.*?)( \[[\d.]+ ?m?s\])?$/m.exec(output)?.[1] ?? null;
  return { outcome: code === 0 ? "passed" : "failed", failedTest, output };
}

/** Stops the run with everything that its tests have started. */
function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All of it has ended.
  }
}
