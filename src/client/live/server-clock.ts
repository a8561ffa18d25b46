import { useEffect, useState } from "react";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";

/** How far this browser's clock lies behind the server's. */
let offsetMs: Millis = 0;

/** Sets this browser's clock by the server's; half a second of way there is nothing to what clocks are wrong by. */
export function setServerClock(now: Instant): void {
  offsetMs = now - Date.now();
}

/** The server's time. */
export function serverNow(): Instant {
  return Date.now() + offsetMs;
}

/** The server's time, anew every second. */
export function useServerNow(everyMs: Millis = SECOND): Instant {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
