import { availableParallelism } from "node:os";

const hasTwoCores = availableParallelism() > 1 && Bun.which("taskset") !== null;

/**
 * Pins a command to the first core, so that “messages per second” means per second of one core, without the clients'
 * work on the other cores. On a machine with one core, or without `taskset`, the command is unchanged.
 */
export function onFirstCore(command: readonly string[]): string[] {
  return hasTwoCores ? ["taskset", "-c", "0", ...command] : [...command];
}

/** Lets a command use every core, even if the process that starts it is pinned. */
export function onAllCores(command: readonly string[]): string[] {
  return hasTwoCores ? ["taskset", "-c", `0-${availableParallelism() - 1}`, ...command] : [...command];
}

/** Keeps this process and all its threads away from the first core. */
export function leaveFirstCore(): void {
  if (!hasTwoCores) return;
  Bun.spawnSync(["taskset", "-a", "-c", "-p", `1-${availableParallelism() - 1}`, String(process.pid)]);
}
