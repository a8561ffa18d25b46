import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { SmallSet } from "../small-set.ts";

/** Who hears whispers. */
export interface EphemeralEventListener {
  onEvent(event: EphemeralEvent): void;
}

type ReplayRequestHandler = (orgId: OrgId, sessionId: SessionId) => void;

/** Carries what may be lost. Never stored, never waited for. */
export interface EphemeralEvents {
  publish(orgId: OrgId, event: EphemeralEvent): void;
  /** @param topic - one session's whispers, or all of the organization's when `null` */
  subscribe(orgId: OrgId, topic: SessionId | null, listener: EphemeralEventListener): void;
  /** The end of listening. */
  unsubscribe(orgId: OrgId, topic: SessionId | null, listener: EphemeralEventListener): void;
  /** Asks whoever runs a session's chatbot turn, on whichever machine, to say its words again from the first. */
  requestReplay: ReplayRequestHandler;
  /** Calls `answer` when somebody asks. */
  onReplayRequest(answer: ReplayRequestHandler): void;
}

/** Whispers within one machine. */
export function createMemoryEphemeralEvents(): EphemeralEvents {
  const listeners = new Map<string, SmallSet<EphemeralEventListener>>();
  const replayHandlers: ReplayRequestHandler[] = [];

  return {
    publish(orgId, event) {
      for (const listener of listeners.get(key(orgId, event.sessionId)) ?? []) listener.onEvent(event);
      for (const listener of listeners.get(key(orgId, null)) ?? []) listener.onEvent(event);
    },
    subscribe(orgId, topic, listener) {
      const place = key(orgId, topic);
      listeners.set(place, (listeners.get(place) ?? new SmallSet<EphemeralEventListener>()).add(listener));
    },
    unsubscribe(orgId, topic, listener) {
      const place = key(orgId, topic);
      const own = listeners.get(place);
      own?.delete(listener);
      if (own?.isEmpty) listeners.delete(place);
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
