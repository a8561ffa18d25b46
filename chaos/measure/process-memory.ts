import { readFileSync } from "node:fs";

const KIBIBYTE = 1024;

/** The resident memory of a process in bytes, by Linux's account of it; `null` where there is none. */
export function memoryOf(pid: number | null): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * KIBIBYTE;
  } catch {
    return null;
  }
}
