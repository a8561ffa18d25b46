import { useEffect, useState } from "react";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";

/** How far this browser's clock is behind the server's. */
let offsetMs: Millis = 0;

/**
 * Sets the clock offset from the server's time. Network delay is ignored, because clocks are often off by far more.
 */
export function setServerClock(now: Instant): void {
  offsetMs = now - Date.now();
}

/** The current server time. */
export function serverNow(): Instant {
  return Date.now() + offsetMs;
}

/** Converts a time of this browser's clock to the server's. */
export function toServerTime(at: Instant): Instant {
  return at + offsetMs;
}

/** The current server time, updated every `everyMs`. */
export function useServerNow(everyMs: Millis = SECOND): Instant {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
