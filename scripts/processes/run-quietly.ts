import { ROOT } from "./bun-command.ts";

/** Runs a command and prints its output only if it fails; returns whether it succeeded. */
export function runQuietly(command: string[], env: Record<string, string> = {}): boolean {
  const run = Bun.spawnSync(command, {
    cwd: ROOT,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, ...env },
  });
  if (!run.success)
    console.error([command.join(" "), run.stdout.toString(), run.stderr.toString()].join("\n"));
  return run.success;
}
