import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { FeedNotifier } from "./feed-notifier.ts";

/** A bus within one machine. */
export interface MemoryFeedNotifier extends FeedNotifier {
  /** Wakes everybody. */
  notifyAll(): void;
}

/** A bus for one machine. */
export function createMemoryFeedNotifier(): MemoryFeedNotifier {
  const listeners = new Map<OrgId, Set<(facts: readonly NumberedFact[]) => void>>();
  return {
    notify(orgId, facts = []) {
      for (const wake of listeners.get(orgId) ?? []) wake(facts);
    },
    notifyAll() {
      for (const own of listeners.values()) for (const wake of own) wake([]);
    },
    listen(orgId, wake, signal) {
      const own = listeners.get(orgId) ?? new Set();
      listeners.set(orgId, own.add(wake));
      signal.addEventListener(
        "abort",
        () => {
          own.delete(wake);
          if (own.size === 0) listeners.delete(orgId);
        },
        { once: true },
      );
    },
  };
}
