import { existsSync, readFileSync } from "node:fs";

const KILOBYTES_PER_MB = 1024;

/** The resident memory of a process in MB; 0 where /proc is missing. */
export function memoryOf(pid: number | null): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1] ?? 0) / KILOBYTES_PER_MB;
}
