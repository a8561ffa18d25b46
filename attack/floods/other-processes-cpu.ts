import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";

/** The length of a clock tick in Linux's `/proc`, in milliseconds. */
const TICK_MS = 10;
const USER_TIME = 11;

/**
 * Measures the CPU use of other processes.
 *
 * @param pids - our processes besides this one
 * @returns a function that gives the CPU share of the others since the start: 0 to 1, of all cores
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
