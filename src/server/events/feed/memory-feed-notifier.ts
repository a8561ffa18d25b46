import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { Bus } from "./feed-notifier.ts";

/** A bus within one machine. */
export interface MemoryBus extends Bus {
  /** Wakes everybody. */
  nudgeAll(): void;
}

/** A bus for one machine. */
export function createMemoryBus(): MemoryBus {
  const listeners = new Map<OrgId, Set<(news: readonly NumberedFact[]) => void>>();
  return {
    nudge(orgId, news = []) {
      for (const wake of listeners.get(orgId) ?? []) wake(news);
    },
    nudgeAll() {
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
