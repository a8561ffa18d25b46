import type { OrgId } from "#domain/ids.ts";
import type { Bus } from "./bus.ts";

/** A bus for one machine. */
export function createMemoryBus(): Bus {
  const listeners = new Map<OrgId, Set<() => void>>();
  return {
    nudge(orgId) {
      for (const wake of listeners.get(orgId) ?? []) wake();
    },
    listen(orgId, wake, signal) {
      const own = listeners.get(orgId) ?? new Set();
      listeners.set(orgId, own.add(wake));
      signal.addEventListener("abort", () => own.delete(wake), { once: true });
    },
  };
}
