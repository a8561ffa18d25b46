import type { LoopHold } from "./loop-meter.ts";

/** The longest holds in the server since the last reading, in milliseconds. */
export interface Readings {
  loop: LoopHold;
  writerMs: number;
  snapshotMs: number;
  /** The number of transactions. If it is 0 while messages were sent, the store was not metered. */
  writes: number;
}
