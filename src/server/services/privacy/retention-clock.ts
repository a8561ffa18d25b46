import { type Instant, type Millis } from "#domain/model/instant.ts";
import { isClockTrusted } from "#domain/privacy/retention-clock.ts";
import { findTrustedClock, storeTrustedClock } from "../../db/instances/deployment.ts";
import type { Store } from "../../db/store/store.ts";

export interface RetentionClockDeps {
  store: Store;
  /** Monotonic milliseconds. */
  monotonicNow: () => Millis;
  /** Called once for each jump, with the clock and the time at which it was last taken for right. */
  onHeld: (clock: Instant, trustedAt: Instant) => void;
}

/** Tells the retention job whether it may erase by the clock. */
interface RetentionClockCheck {
  isTrusted: () => Promise<boolean>;
}

/**
 * Remembers in the database when the clock was last taken for right, so that a jump is seen across restarts, and holds
 * retention back while the clock is not believed. Each process counts for itself how long it has run since.
 */
export function createRetentionClock({
  store,
  monotonicNow,
  onHeld,
}: RetentionClockDeps): RetentionClockCheck {
  let heldSince: Millis | null = null;
  return {
    async isTrusted() {
      const [clock, trustedAt] = [await store.now(), await findTrustedClock(store)];
      const heldMs = heldSince === null ? null : monotonicNow() - heldSince;
      if (isClockTrusted({ clock, trustedAt, heldMs })) {
        heldSince = null;
        await store.transact((writer) => storeTrustedClock(writer, clock), { canWait: true });
        return true;
      }
      if (heldSince === null && trustedAt !== null) {
        heldSince = monotonicNow();
        onHeld(clock, trustedAt);
      }
      return false;
    },
  };
}
