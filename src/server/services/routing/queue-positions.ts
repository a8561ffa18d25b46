import type { NumberedFact } from "#domain/model/fact.ts";
import { movesQueue } from "#domain/routing/assign-waiting.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { ServiceContext } from "../context.ts";
import { listQueue } from "../../db/conversations/queue.ts";

/** How long changes of the queue are collected before positions are published. */
const COALESCE_MS = 50;

/** Publishes the positions of waiting customers. */
export interface QueuePositions {
  onFacts(orgId: OrgId, facts: readonly NumberedFact[]): void;
  /** A session's position, 1 for next; `null` if it is not waiting. */
  positionOf(orgId: OrgId, sessionId: SessionId): Promise<EphemeralEvent | null>;
  /** Resolves when every position has been published. */
  idle(): Promise<void>;
}

/** Creates the positions in the queues of all organizations. */
export function createQueuePositions(
  services: Pick<ServiceContext, "store" | "ephemeralEvents" | "report">,
): QueuePositions {
  const coalescing = new Set<OrgId>();
  const publishing = new Set<Promise<void>>();
  const queues = new Map<OrgId, Promise<readonly SessionId[]>>();

  /**
   * Reads the queue once for all requests of the same moment, because after a restart all come at once. The result is
   * dropped when the queue changes, and whoever was given the old position gets the new one.
   */
  function queueOf(orgId: OrgId): Promise<readonly SessionId[]> {
    const cached = queues.get(orgId);
    if (cached !== undefined) return cached;
    const queue = listQueue(services.store, orgId);
    const drop = () => queues.get(orgId) === queue && queues.delete(orgId);
    queues.set(orgId, queue);
    void queue.then(() => setTimeout(drop, COALESCE_MS), drop);
    return queue;
  }

  async function publishPositions(orgId: OrgId): Promise<void> {
    await Bun.sleep(COALESCE_MS);
    coalescing.delete(orgId);
    const queue = await listQueue(services.store, orgId);
    for (const [index, id] of queue.entries())
      services.ephemeralEvents.publish(orgId, positionEvent(id, index));
  }

  return {
    onFacts(orgId, facts) {
      if (!facts.some(({ fact }) => movesQueue(fact))) return;
      queues.delete(orgId);
      if (coalescing.has(orgId)) return;
      coalescing.add(orgId);
      const published = publishPositions(orgId)
        .catch((error: unknown) => services.report("publishing queue positions", error))
        .finally(() => publishing.delete(published));
      publishing.add(published);
    },
    async positionOf(orgId, sessionId) {
      const index = (await queueOf(orgId)).indexOf(sessionId);
      return index === -1 ? null : positionEvent(sessionId, index);
    },
    async idle() {
      while (publishing.size > 0) await Promise.all(publishing);
    },
  };
}

function positionEvent(sessionId: SessionId, index: number): EphemeralEvent {
  return { kind: "position", sessionId, position: index + 1 };
}
