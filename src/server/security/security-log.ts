import { MINUTE, SECOND, type Millis } from "#domain/model/instant.ts";
import type { SecurityEvent, LogSecurityEvent } from "#domain/security/security-event.ts";

/** Counts lines by key: 0 for one that may be written, else how long until the next may. */
interface LineLimiter {
  take(key: string): number;
}

interface SecurityLogDeps {
  /** Writes one line. */
  write: (line: string) => void;
  /** What stands in the log for an address. */
  pseudonymizeAddress: (address: string) => string;
  /** Counts the lines of a kind, at {@link SECURITY_LOG_RATES.perKind}. */
  perKind: LineLimiter;
  /** Counts the lines of a kind from one place, at {@link SECURITY_LOG_RATES.perPlace}. */
  perPlace: LineLimiter;
  /** Does something once, that much later. */
  later: (work: () => void, ms: Millis) => void;
}

/** How many lines are written. */
export const SECURITY_LOG_RATES = {
  /** Lines of a kind at once, then one a second: a flood must not fill the disk, nor push all else out of sight. */
  perKind: { capacity: 60, refillPerSecond: 1 },
  /** Of which one household of addresses has this many, then one in ten seconds, so that others are still seen. */
  perPlace: { capacity: 10, refillPerSecond: 0.1 },
};
const COUNTED_EVERY_MS: Millis = MINUTE;
const VALUE_MAX_LENGTH = 100;
/** Whatever else came in from outside cannot begin a line, colour a terminal or look like another value. */
const UNSAFE = /[^\w.:/@[\]-]/g;

/** Writes what happens at the doors, and counts what it leaves out: a line for each kind, once a minute. */
export function createSecurityLog({
  write,
  pseudonymizeAddress,
  perKind,
  perPlace,
  later,
}: SecurityLogDeps): LogSecurityEvent {
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
    const isSeen =
      (!("from" in event) || perPlace.take(`${kind}\n${event.from}`) === 0) && perKind.take(kind) === 0;
    if (isSeen) write(`security: ${lineOf(event, pseudonymizeAddress)}`);
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
