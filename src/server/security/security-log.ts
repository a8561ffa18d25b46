import { MINUTE, SECOND, type Instant, type Millis } from "#domain/model/instant.ts";
import type { SecurityEvent, LogSecurityEvent } from "#domain/security/security-event.ts";
import { takeAll } from "../limits/limit.ts";
import { createRateLimiter } from "../limits/rate-limiter.ts";

interface SecurityLogDeps {
  /** Writes one line. */
  write: (line: string) => void;
  /** What stands in the log for an address. */
  pseudonymizeAddress: (address: string) => string;
  now: () => Instant;
  /** Does something once, that much later. */
  later: (work: () => void, ms: Millis) => void;
}

/** Lines of a kind at once, and then one a second: a flood must not fill the disk, nor push everything else out of sight. */
const OF_A_KIND = { capacity: 60, refillPerSecond: 1 };
/** Of which one household of addresses has this many, and then one in ten seconds, so that others are still seen. */
const FROM_ONE_PLACE = { capacity: 10, refillPerSecond: 0.1 };
const COUNTED_EVERY_MS: Millis = MINUTE;
const VALUE_MAX_LENGTH = 100;
/** Whatever else came in from outside cannot begin a line, colour a terminal or look like another value. */
const UNSAFE = /[^\w.:/@[\]-]/g;

/** Writes what happens at the doors, and counts what it leaves out: a line for each kind, once a minute. */
export function createSecurityLog({
  write,
  pseudonymizeAddress,
  now,
  later,
}: SecurityLogDeps): LogSecurityEvent {
  const parts = { mode: "on", now } as const;
  const kinds = createRateLimiter(OF_A_KIND, parts);
  const places = createRateLimiter(FROM_ONE_PLACE, parts);
  const leftOut = new Map<string, number>();

  function leaveOut(kind: string): void {
    const before = leftOut.get(kind);
    leftOut.set(kind, (before ?? 0) + 1);
    if (before !== undefined) return;
    later(() => {
      write(`security: ${kind} more=${leftOut.get(kind) ?? 0} within=${COUNTED_EVERY_MS / SECOND}s`);
      leftOut.delete(kind);
    }, COUNTED_EVERY_MS);
  }

  return (event) => {
    const { kind } = event;
    const place = "from" in event ? [places.of(`${kind}\n${event.from}`)] : [];
    if (takeAll(kinds.of(kind), ...place) === 0) write(`security: ${lineOf(event, pseudonymizeAddress)}`);
    else leaveOut(kind);
  };
}

function lineOf({ kind, ...said }: SecurityEvent, mark: SecurityLogDeps["pseudonymizeAddress"]): string {
  const values = Object.entries(said).map(([name, value]) => {
    const shown = name === "from" ? mark(value) : value;
    return `${name}=${shown.replaceAll(UNSAFE, "?").slice(0, VALUE_MAX_LENGTH)}`;
  });
  return [kind, ...values].join(" ");
}
