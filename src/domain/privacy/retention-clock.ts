import { DAY, type Instant, type Millis } from "../model/instant.ts";

/** Whether nothing has looked at the clock for longer than this says nothing; retention counts days. */
const JUMP_MS: Millis = DAY;
/** The time that an operator has to set a wrong clock right. */
const HELD_MS: Millis = DAY;

/** What is known when chats or deleted articles are about to be erased because of their age. */
export interface RetentionClock {
  /** What the store's clock says. */
  clock: Instant;
  /** When it was last taken for right; `null` if never. */
  trustedAt: Instant | null;
  /** For how long this process has held retention back, by a clock that nobody sets; `null` if it does not. */
  heldMs: Millis | null;
}

/**
 * Whether anything may be erased because of its age by this clock. One that has jumped ahead by more than a day is not believed until a process
 * has run with it for a day: erasing cannot be undone, and a day more is within what “kept for 30 days” may mean.
 */
export function isClockTrusted({ clock, trustedAt, heldMs }: RetentionClock): boolean {
  if (trustedAt === null || clock - trustedAt <= JUMP_MS) return true;
  return heldMs !== null && heldMs >= HELD_MS;
}
