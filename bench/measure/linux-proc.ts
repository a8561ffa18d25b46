import { readdirSync, readFileSync } from "node:fs";

/** The length of a USER_HZ tick, the unit of CPU time in /proc: 100 per second on every Linux. */
const MICROS_PER_TICK = 10_000;
const BYTES_PER_KIB = 1024;
/** Indexes in /proc/PID/stat after the name in brackets; see proc_pid_stat(5). */
const [PARENT, USER_TIME, SYSTEM_TIME] = [1, 11, 12];
/** Fields of /proc/stat that count waiting, not work: idle and iowait. */
const WAITING = new Set([3, 4]);
/** The fields after these are guest time, which is already part of user time. */
const COUNTED_FIELDS = 8;

/** CPU time of a process with all its threads, in microseconds; 0 once it is gone. */
export function cpuOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields?.[USER_TIME] ?? 0) + Number(fields?.[SYSTEM_TIME] ?? 0)) * MICROS_PER_TICK;
}

/** CPU time of a process and its children, in microseconds: Postgres has one process per connection. */
export function cpuOfFamily(pid: number): number {
  const children = readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && Number(statOf(Number(name))?.[PARENT]) === pid,
  );
  return [pid, ...children.map(Number)].reduce((total, member) => total + cpuOf(member), 0);
}

/** Resident memory of a process, in bytes (VmRSS). */
export function memoryOf(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1] ?? 0) * BYTES_PER_KIB;
}

/** CPU time of all processes on all cores since boot, in microseconds. */
export function cpuOfMachine(): number {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const fields = line.trim().split(/\s+/).slice(1, COUNTED_FIELDS);
  const worked = fields.filter((_, place) => !WAITING.has(place));
  return worked.reduce((total, ticks) => total + Number(ticks), 0) * MICROS_PER_TICK;
}

function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}
