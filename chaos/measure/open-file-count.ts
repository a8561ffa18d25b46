import { readdirSync } from "node:fs";

/** How many files and sockets a process has open, by Linux's account of it; `null` where there is none. */
export function openFileCountOf(pid: number | null): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return null;
  }
}
