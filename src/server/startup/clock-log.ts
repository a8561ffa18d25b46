import { DAY, type Instant, MINUTE, SECOND, type Millis } from "#domain/model/instant.ts";
import type { CompositionDeps } from "./composition-deps.ts";

/** Smaller steps are what time servers do all day. */
const STEP_MS: Millis = 5 * SECOND;
/** Every organization finds the same step in its record. */
const SAID_AGAIN_AFTER_MS: Millis = MINUTE;

type Clocks = Pick<CompositionDeps, "now" | "monotonicNow">;

/**
 * Watches whether the clock is set while the process runs.
 *
 * @returns how far it was set since the last look, ahead or (negative) back; 0 for less than five seconds
 */
export function createClockWatch({ now, monotonicNow }: Clocks): () => Millis {
  const difference = () => now() - monotonicNow();
  let last = difference();
  return () => {
    const stepMs = difference() - last;
    last += stepMs;
    return Math.abs(stepMs) < STEP_MS ? 0 : stepMs;
  };
}

/** The line about a clock that was set while the process ran. */
export function clockSetText(stepMs: Millis): string {
  return stepMs > 0
    ? `the clock was set ahead by ${spanText(stepMs)}, unless this machine slept. Chats, links and sign-ins end by it; limits do not.`
    : `the clock was set back by ${spanText(stepMs)}. Limits last no longer for it, and open chats go on from now.`;
}

/** The line about a clock that retention does not go by yet. */
export function retentionHeldText(clock: Instant, trustedAt: Instant): string {
  const days = Math.floor((clock - trustedAt) / DAY);
  return `the clock says ${dayOf(clock)}, ${days} days after this deployment last looked at it. Unless it is set back, chats are erased because of their age again after 24 hours of running; until then none is.`;
}

function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, "2026-11-30".length);
}

/** The function to call when the record turns out to be ahead of the clock; it writes a line a minute at most. */
export function createSetBackLog(
  warn: (line: string) => void,
  monotonicNow: Clocks["monotonicNow"],
): (ms: Millis) => void {
  let saidAt = -Infinity;
  return (ms) => {
    if (monotonicNow() - saidAt < SAID_AGAIN_AFTER_MS) return;
    saidAt = monotonicNow();
    warn(
      `the newest entry is ${spanText(ms)} ahead of the clock: the clock was ahead and has been set back. Entries bear the right time from now on, those made meanwhile keep theirs, and open chats go on from now.`,
    );
  };
}

function spanText(ms: Millis): string {
  const span = Math.abs(ms);
  if (span < MINUTE) return `${Math.round(span / SECOND)} s`;
  const inMinutes = Math.round(span / MINUTE);
  const [hours, minutes] = [Math.floor(inMinutes / 60), inMinutes % 60];
  return [hours > 0 ? `${hours} h` : "", minutes > 0 ? `${minutes} min` : ""].filter(Boolean).join(" ");
}
