import { openSync, readSync } from "node:fs";
import type { LoopTime } from "./loop-meter.ts";

const LONGEST_LINE = 64;
const NANOS_PER_MS = 1e6;

/**
 * Returns a function that reads the two clocks of this process's main thread. The kernel counts how long it computed,
 * and how long it waited for a processor that others used
 * (https://docs.kernel.org/scheduler/sched-stats.html, “schedstat”). A read takes a few µs.
 */
export function createThreadClocks(): () => LoopTime {
  const file = openSync(`/proc/self/task/${process.pid}/schedstat`, "r");
  const buffer = Buffer.alloc(LONGEST_LINE);
  return () => {
    const length = readSync(file, buffer, 0, LONGEST_LINE, 0);
    const [computed, preempted] = buffer.toString("latin1", 0, length).split(" ");
    return {
      at: performance.now() - Number(preempted) / NANOS_PER_MS,
      computed: Number(computed) / NANOS_PER_MS,
    };
  };
}
