import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { SmallSet } from "../small-set.ts";

/** Receives ephemeral events. */
export interface EphemeralEventListener {
  onEvent(event: EphemeralEvent): void;
}

type ReplayRequestHandler = (orgId: OrgId, sessionId: SessionId) => void;

/** Publishes events that may be lost. They are never stored and never awaited. */
export interface EphemeralEvents {
  publish(orgId: OrgId, event: EphemeralEvent): void;
  /** Subscribes a listener. @param topic - a session; `null` for all events of the organization */
  subscribe(orgId: OrgId, topic: SessionId | null, listener: EphemeralEventListener): void;
  /** Ends a subscription. */
  unsubscribe(orgId: OrgId, topic: SessionId | null, listener: EphemeralEventListener): void;
  /** Asks the instance that runs a session's bot turn to publish the answer again from its start. */
  requestReplay: ReplayRequestHandler;
  /** Calls `answer` for every replay request. */
  onReplayRequest(answer: ReplayRequestHandler): void;
}

/** Creates ephemeral events within one instance. */
export function createMemoryEphemeralEvents(): EphemeralEvents {
  const listeners = new Map<string, SmallSet<EphemeralEventListener>>();
  const replayHandlers: ReplayRequestHandler[] = [];

  return {
    publish(orgId, event) {
      for (const listener of listeners.get(key(orgId, event.sessionId)) ?? []) listener.onEvent(event);
      for (const listener of listeners.get(key(orgId, null)) ?? []) listener.onEvent(event);
    },
    subscribe(orgId, topic, listener) {
      const listenersKey = key(orgId, topic);
      listeners.set(
        listenersKey,
        (listeners.get(listenersKey) ?? new SmallSet<EphemeralEventListener>()).add(listener),
      );
    },
    unsubscribe(orgId, topic, listener) {
      const listenersKey = key(orgId, topic);
      const topicListeners = listeners.get(listenersKey);
      topicListeners?.delete(listener);
      if (topicListeners?.isEmpty) listeners.delete(listenersKey);
    },
    requestReplay(orgId, sessionId) {
      for (const answer of replayHandlers) answer(orgId, sessionId);
    },
    onReplayRequest: (answer) => void replayHandlers.push(answer),
  };
}

function key(orgId: OrgId, topic: SessionId | null): string {
  return `${orgId} ${topic ?? "*"}`;
}
