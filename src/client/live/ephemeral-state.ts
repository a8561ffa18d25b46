import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { TYPING_DECAY_MS, type EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { serverNow } from "./server-clock.ts";
import { createStore } from "../store.ts";
import { type StreamedAnswer, addAnswerPiece } from "./streamed-answer.ts";

/** What was whispered of a session last. */
export interface EphemeralState {
  /** The customer is typing, until. */
  customerTypesUntil: Instant;
  /** A colleague is typing, until. */
  colleagueTypesUntil: Instant;
  colleague: string;
  streamedAnswer: StreamedAnswer | null;
  /** How many messages to the customer they have seen; `null` when nobody has said. */
  seenByCustomer: number | null;
}

const NOTHING: EphemeralState = {
  customerTypesUntil: 0,
  colleagueTypesUntil: 0,
  colleague: "",
  streamedAnswer: null,
  seenByCustomer: null,
};

export const ephemeralStates = createStore<ReadonlyMap<SessionId, EphemeralState>>(new Map());

/** What is known of a session by whisper. */
export function ephemeralStateOf(all: ReadonlyMap<SessionId, EphemeralState>, id: SessionId): EphemeralState {
  return all.get(id) ?? NOTHING;
}

/** Takes a whisper in. Whoever speaks stops typing by it: see {@link clearTyping}. */
export function applyEphemeralEventToChat(event: EphemeralEvent, myName: string): void {
  ephemeralStates.update((all) => {
    const heard = ephemeralStateOf(all, event.sessionId);
    const next = reduceEphemeralEvent(heard, event, myName);
    return next === heard ? all : new Map(all).set(event.sessionId, next);
  });
}

/** A message has come: its writer is not typing any more. */
export function clearTyping(sessionId: SessionId): void {
  ephemeralStates.update((all) => {
    const heard = all.get(sessionId);
    if (heard === undefined) return all;
    return new Map(all).set(sessionId, { ...heard, customerTypesUntil: 0, colleagueTypesUntil: 0 });
  });
}

/** Ended sessions are of no interest. */
export function clearEphemeralState(sessionId: SessionId): void {
  ephemeralStates.update((all) => new Map([...all].filter(([id]) => id !== sessionId)));
}

function reduceEphemeralEvent(heard: EphemeralState, event: EphemeralEvent, myName: string): EphemeralState {
  switch (event.kind) {
    case "typing": {
      const until = serverNow() + TYPING_DECAY_MS;
      if (event.by === "customer") return { ...heard, customerTypesUntil: until };
      return event.name === myName ? heard : { ...heard, colleagueTypesUntil: until, colleague: event.name };
    }
    case "bot-words":
      return { ...heard, streamedAnswer: addAnswerPiece(heard.streamedAnswer, event) };
    case "read":
      return event.by === "customer" ? { ...heard, seenByCustomer: event.count } : heard;
    case "position":
      return heard;
  }
  event satisfies never;
  return heard;
}
