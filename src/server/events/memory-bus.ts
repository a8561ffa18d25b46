import type { NumberedFact } from "#domain/fact.ts";
import type { OrgId } from "#domain/ids.ts";
import type { Bus } from "./bus.ts";

/** A bus for one machine. */
export function createMemoryBus(): Bus {
  const listeners = new Map<OrgId, Set<(news: readonly NumberedFact[]) => void>>();
  return {
    nudge(orgId, news = []) {
      for (const wake of listeners.get(orgId) ?? []) wake(news);
    },
    listen(orgId, wake, signal) {
      const own = listeners.get(orgId) ?? new Set();
      listeners.set(orgId, own.add(wake));
      signal.addEventListener("abort", () => own.delete(wake), { once: true });
    },
  };
}
