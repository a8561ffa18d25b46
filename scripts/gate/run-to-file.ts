import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../processes/bun-command.ts";
import { outputFile } from "./output-file.ts";

/** A finished command with its output. */
export interface FinishedRun {
  /** The time of `performance.now()` at which it started. */
  startedAt: number;
  code: number;
  output: string;
  /** The file with the output, relative to the checkout. */
  outputAt: string;
}

/** Runs a check that takes minutes and writes its output to a file that can be read at the same time. */
export async function runToFile(
  name: string,
  command: string[],
  env: Record<string, string> = {},
): Promise<FinishedRun> {
  const startedAt = performance.now();
  const outputAt = outputFile(name);
  console.info(`…     ${name}  to be watched in ${outputAt}`);
  const file = openSync(join(ROOT, outputAt), "w");
  try {
    const run = Bun.spawn(command, {
      cwd: ROOT,
      stdio: ["ignore", file, file],
      env: { ...process.env, ...env },
    });
    const code = await run.exited;
    return { startedAt, code, output: await Bun.file(join(ROOT, outputAt)).text(), outputAt };
  } finally {
    closeSync(file);
  }
}
