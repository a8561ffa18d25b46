import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";

/** Milliseconds of a clock tick as Linux counts them in `/proc`. */
const TICK_MS = 10;
const USER_TIME = 11;

/**
 * Watches what others take of the machine's processors while something is measured.
 *
 * @param pids - ours beside this process
 * @returns what others took since, as a share of the whole machine: 0 to 1
 */
export function watchOtherProcessesCpu(pids: readonly (number | null | undefined)[]): () => number {
  const before = { busy: busyMs(), ours: oursMs(pids), at: performance.now() };
  return () => {
    const passed = (performance.now() - before.at) * cpus().length;
    const foreign = busyMs() - before.busy - (oursMs(pids) - before.ours);
    return Math.max(0, foreign / passed);
  };
}

function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

function oursMs(pids: readonly (number | null | undefined)[]): number {
  const { user, system } = process.cpuUsage();
  return pids.reduce<number>((sum, pid) => sum + msOf(pid), (user + system) / 1_000);
}

function msOf(pid: number | null | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[USER_TIME] ?? 0) + Number(fields[USER_TIME + 1] ?? 0)) * TICK_MS;
}
