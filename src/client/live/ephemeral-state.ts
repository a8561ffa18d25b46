import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { TYPING_DECAY_MS, type EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { serverNow } from "./server-clock.ts";
import { createStore } from "../store.ts";
import { type StreamedAnswer, addAnswerPiece } from "./streamed-answer.ts";

/** The latest state of a session according to ephemeral events. */
export interface EphemeralState {
  /** The time until which the customer counts as typing. */
  customerTypesUntil: Instant;
  /** The time until which a colleague counts as typing. */
  colleagueTypesUntil: Instant;
  colleague: string;
  streamedAnswer: StreamedAnswer | null;
  /** The number of messages to the customer that they have seen; `null` if unknown. */
  seenByCustomer: number | null;
}

const EMPTY: EphemeralState = {
  customerTypesUntil: 0,
  colleagueTypesUntil: 0,
  colleague: "",
  streamedAnswer: null,
  seenByCustomer: null,
};

export const ephemeralStates = createStore<ReadonlyMap<SessionId, EphemeralState>>(new Map());

/** The ephemeral state of a session; empty when there is none. */
export function ephemeralStateOf(all: ReadonlyMap<SessionId, EphemeralState>, id: SessionId): EphemeralState {
  return all.get(id) ?? EMPTY;
}

/** Applies an ephemeral event. A posted message ends typing; see {@link clearTyping}. */
export function applyEphemeralEventToChat(event: EphemeralEvent, myName: string): void {
  ephemeralStates.update((all) => {
    const previous = ephemeralStateOf(all, event.sessionId);
    const next = reduceEphemeralEvent(previous, event, myName);
    return next === previous ? all : new Map(all).set(event.sessionId, next);
  });
}

/** Clears the typing state of a session when a message is posted. */
export function clearTyping(sessionId: SessionId): void {
  ephemeralStates.update((all) => {
    const previous = all.get(sessionId);
    if (previous === undefined) return all;
    return new Map(all).set(sessionId, { ...previous, customerTypesUntil: 0, colleagueTypesUntil: 0 });
  });
}

/** Drops the state of an ended or erased session. */
export function clearEphemeralState(sessionId: SessionId): void {
  ephemeralStates.update((all) => new Map([...all].filter(([id]) => id !== sessionId)));
}

function reduceEphemeralEvent(
  previous: EphemeralState,
  event: EphemeralEvent,
  myName: string,
): EphemeralState {
  switch (event.kind) {
    case "typing": {
      const until = serverNow() + TYPING_DECAY_MS;
      if (event.by === "customer") return { ...previous, customerTypesUntil: until };
      return event.name === myName
        ? previous
        : { ...previous, colleagueTypesUntil: until, colleague: event.name };
    }
    case "bot-words":
      return { ...previous, streamedAnswer: addAnswerPiece(previous.streamedAnswer, event) };
    case "read":
      return event.by === "customer" ? { ...previous, seenByCustomer: event.count } : previous;
    case "position":
      return previous;
  }
  event satisfies never;
  return previous;
}
