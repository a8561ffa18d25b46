/** The longest hold of the event loop, in milliseconds. */
export interface LoopHold {
  /** How long no timer could run. */
  heldMs: number;
  /** The longest time that the thread computed between two timers. The rest of a hold is waiting for the disk. */
  computedMs: number;
}

/** Two clocks of the main thread, in milliseconds. */
export interface LoopTime {
  /** Goes on while the thread computes or waits, but not while another process has its processor. */
  at: number;
  /** Goes on while the thread computes. */
  computed: number;
}

/** How often the loop is asked to run the meter. A hold is measured to that precision, and never as too short. */
export const TICK_MS = 2;

/**
 * Measures how long the event loop is held: `tick` is called by a timer every {@link TICK_MS}, and if it comes late,
 * everything else would have come late too.
 */
export class LoopMeter {
  readonly #read: () => LoopTime;
  #last: LoopTime;
  #longest: LoopHold = { heldMs: 0, computedMs: 0 };

  constructor(read: () => LoopTime) {
    this.#read = read;
    this.#last = read();
  }

  tick(): void {
    const time = this.#read();
    this.#longest = {
      heldMs: Math.max(this.#longest.heldMs, time.at - this.#last.at),
      computedMs: Math.max(this.#longest.computedMs, time.computed - this.#last.computed),
    };
    this.#last = time;
  }

  /** Returns the longest hold since the last call of this method. A hold is counted by the first tick after it. */
  takeLongest(): LoopHold {
    const longest = this.#longest;
    this.#longest = { heldMs: 0, computedMs: 0 };
    return longest;
  }
}
