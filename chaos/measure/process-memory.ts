import { readFileSync } from "node:fs";

const KIBIBYTE = 1024;

/** The resident memory of a process in bytes, from Linux's /proc; `null` if it is not there. */
export function memoryOf(pid: number | null): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * KIBIBYTE;
  } catch {
    return null;
  }
}
