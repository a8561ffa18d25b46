import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { TYPING_DECAY_MS, type Whisper } from "#domain/model/ephemeral-event.ts";
import { serverNow } from "./server-clock.ts";
import { createStore } from "../store.ts";
import { type BotWords, hearBotWords } from "./streamed-answer.ts";

/** What was whispered of a session last. */
export interface Heard {
  /** The customer is typing, until. */
  customerTypesUntil: Instant;
  /** A colleague is typing, until. */
  colleagueTypesUntil: Instant;
  colleague: string;
  botWords: BotWords | null;
  /** How many messages to the customer they have seen; `null` when nobody has said. */
  seenByCustomer: number | null;
}

const NOTHING: Heard = {
  customerTypesUntil: 0,
  colleagueTypesUntil: 0,
  colleague: "",
  botWords: null,
  seenByCustomer: null,
};

export const whispers = createStore<ReadonlyMap<SessionId, Heard>>(new Map());

/** What is known of a session by whisper. */
export function heardOf(all: ReadonlyMap<SessionId, Heard>, id: SessionId): Heard {
  return all.get(id) ?? NOTHING;
}

/** Takes a whisper in. Whoever speaks stops typing by it: see {@link hushTyping}. */
export function hearWhisper(whisper: Whisper, myName: string): void {
  whispers.update((all) => {
    const heard = heardOf(all, whisper.sessionId);
    const next = hear(heard, whisper, myName);
    return next === heard ? all : new Map(all).set(whisper.sessionId, next);
  });
}

/** A message has come: its writer is not typing any more. */
export function hushTyping(sessionId: SessionId): void {
  whispers.update((all) => {
    const heard = all.get(sessionId);
    if (heard === undefined) return all;
    return new Map(all).set(sessionId, { ...heard, customerTypesUntil: 0, colleagueTypesUntil: 0 });
  });
}

/** Ended sessions are of no interest. */
export function forgetWhispers(sessionId: SessionId): void {
  whispers.update((all) => new Map([...all].filter(([id]) => id !== sessionId)));
}

function hear(heard: Heard, whisper: Whisper, myName: string): Heard {
  switch (whisper.kind) {
    case "typing": {
      const until = serverNow() + TYPING_DECAY_MS;
      if (whisper.by === "customer") return { ...heard, customerTypesUntil: until };
      return whisper.name === myName
        ? heard
        : { ...heard, colleagueTypesUntil: until, colleague: whisper.name };
    }
    case "bot-words":
      return { ...heard, botWords: hearBotWords(heard.botWords, whisper) };
    case "read":
      return whisper.by === "customer" ? { ...heard, seenByCustomer: whisper.count } : heard;
    case "position":
      return heard;
  }
}
