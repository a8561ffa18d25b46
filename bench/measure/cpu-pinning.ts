import { availableParallelism } from "node:os";

const hasTwoCores = availableParallelism() > 1 && Bun.which("taskset") !== null;

/**
 * A command that stays on the first core, so that “messages a second” means a second of one core, and the clients' work
 * on the other does not count. On a machine with one core, or without `taskset`, the command as it is.
 */
export function onFirstCore(command: readonly string[]): string[] {
  return hasTwoCores ? ["taskset", "-c", "0", ...command] : [...command];
}

/** A command that may use every core, whatever core the process that starts it is kept on. */
export function onAllCores(command: readonly string[]): string[] {
  return hasTwoCores ? ["taskset", "-c", `0-${availableParallelism() - 1}`, ...command] : [...command];
}

/** Keeps this process and all its threads away from the first core. */
export function leaveFirstCore(): void {
  if (!hasTwoCores) return;
  Bun.spawnSync(["taskset", "-a", "-c", "-p", `1-${availableParallelism() - 1}`, String(process.pid)]);
}
