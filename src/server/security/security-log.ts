import { MINUTE, SECOND, type Instant, type Millis } from "#domain/model/instant.ts";
import type { SecurityEvent, LogSecurityEvent } from "#domain/security/security-event.ts";
import { takeAll } from "../limits/limit.ts";
import { createRateLimiter } from "../limits/rate-limiter.ts";

interface SecurityLogDeps {
  /** Writes one line. */
  write: (line: string) => void;
  /** Returns the pseudonym of an address in the log. */
  pseudonymizeAddress: (address: string) => string;
  now: () => Instant;
  /** Schedules work, once, after a delay. */
  later: (work: () => void, ms: Millis) => void;
}

/**
 * The rate of lines of one kind: a burst, and then one per second, because a flood must not fill the disk, nor hide
 * everything else.
 */
const OF_A_KIND = { capacity: 60, refillPerSecond: 1 };
/**
 * The share of one address or prefix: a smaller burst, and then one line per ten seconds, so that others are still
 * logged.
 */
const FROM_ONE_ADDRESS = { capacity: 10, refillPerSecond: 0.1 };
const COUNTED_EVERY_MS: Millis = MINUTE;
const VALUE_MAX_LENGTH = 100;
/** Characters that are replaced, so that no input can begin a line, colour a terminal or look like another value. */
const UNSAFE = /[^\w.:/@[\]-]/g;

/** Logs security events of requests. Once a minute, it also logs how many lines of each kind it left out. */
export function createSecurityLog({
  write,
  pseudonymizeAddress,
  now,
  later,
}: SecurityLogDeps): LogSecurityEvent {
  const parts = { mode: "on", now } as const;
  const kinds = createRateLimiter(OF_A_KIND, parts);
  const addresses = createRateLimiter(FROM_ONE_ADDRESS, parts);
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
    const ofAddress = "from" in event ? [addresses.of(`${kind}\n${event.from}`)] : [];
    if (takeAll(kinds.of(kind), ...ofAddress) === 0) write(`security: ${lineOf(event, pseudonymizeAddress)}`);
    else leaveOut(kind);
  };
}

function lineOf(
  { kind, ...details }: SecurityEvent,
  pseudonymize: SecurityLogDeps["pseudonymizeAddress"],
): string {
  const values = Object.entries(details).map(([name, value]) => {
    const shown = name === "from" ? pseudonymize(value) : value;
    return `${name}=${shown.replaceAll(UNSAFE, "?").slice(0, VALUE_MAX_LENGTH)}`;
  });
  return [kind, ...values].join(" ");
}
