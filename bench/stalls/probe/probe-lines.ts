/** The line that the probe's process prints once it is connected. */
export const PROBE_READY = "The probe is connected";

/** The lines that it is sent. It answers `end` and `settle`. */
export const PROBE_LINES = { begin: "begin", end: "end", settle: "settle" };
