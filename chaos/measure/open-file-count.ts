import { readdirSync } from "node:fs";

/** Counts the open files and sockets of a process, from Linux's /proc; `null` if it is not there. */
export function openFileCountOf(pid: number | null): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return null;
  }
}
