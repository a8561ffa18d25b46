import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { FeedNotifier } from "./feed-notifier.ts";

/** A notifier within one instance. */
export interface MemoryFeedNotifier extends FeedNotifier {
  /** Wakes all listeners of all organizations. */
  notifyAll(): void;
}

/** Creates a notifier within one instance. */
export function createMemoryFeedNotifier(): MemoryFeedNotifier {
  const listeners = new Map<OrgId, Set<(facts: readonly NumberedFact[]) => void>>();
  return {
    notify(orgId, facts = []) {
      for (const wake of listeners.get(orgId) ?? []) wake(facts);
    },
    notifyAll() {
      for (const orgListeners of listeners.values()) for (const wake of orgListeners) wake([]);
    },
    listen(orgId, wake, signal) {
      const orgListeners = listeners.get(orgId) ?? new Set();
      listeners.set(orgId, orgListeners.add(wake));
      signal.addEventListener(
        "abort",
        () => {
          orgListeners.delete(wake);
          if (orgListeners.size === 0) listeners.delete(orgId);
        },
        { once: true },
      );
    },
  };
}
