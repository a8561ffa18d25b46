import { readdirSync } from "node:fs";

/** How many files and sockets a process has open, from Linux's /proc; `null` if it is not there. */
export function openFileCountOf(pid: number | null): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return null;
  }
}
