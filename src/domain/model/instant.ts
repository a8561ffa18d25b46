/** Milliseconds since the Unix epoch, UTC. Names of instants end in `At`. */
export type Instant = number;

/** A span in milliseconds. Names of spans end in `Ms`. */
export type Millis = number;

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;
