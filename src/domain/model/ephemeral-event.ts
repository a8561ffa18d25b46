import type { MemberId, SessionId, TurnId } from "./ids.ts";
import type { Instant, Millis } from "./instant.ts";
import { SECOND } from "./instant.ts";

/** What may be lost without harm: never recorded, never a reason to believe anything. */
export type EphemeralEvent =
  /** Somebody is typing. Decays after {@link TYPING_DECAY_MS} unless repeated. */
  | { kind: "typing"; sessionId: SessionId; by: "customer" | "member"; name: string; at: Instant }
  /** The next piece of a bot's answer, from `offset` in UTF-16 code units; a higher `attempt` starts anew. */
  | { kind: "bot-words"; sessionId: SessionId; turnId: TurnId; attempt: number; offset: number; text: string }
  /** How far somebody has read: the count of the other side's messages seen. */
  | {
      kind: "read";
      sessionId: SessionId;
      by: "customer" | "member";
      memberId: MemberId | null;
      count: number;
    }
  /** The customer's place in line, 1 for next. */
  | { kind: "position"; sessionId: SessionId; position: number };

export const TYPING_DECAY_MS: Millis = 6 * SECOND;

/** What a customer may hear about their own session. */
export type PublicEphemeralEvent =
  | { kind: "typing"; name: string; at: Instant }
  | { kind: "bot-words"; turnId: string; attempt: number; offset: number; text: string }
  | { kind: "read"; count: number }
  | { kind: "position"; position: number };

/** What the customer is told of a whisper; `null` when it is their own or not for them. */
export function toPublicEphemeralEvent(whisper: EphemeralEvent): PublicEphemeralEvent | null {
  switch (whisper.kind) {
    case "typing":
      return whisper.by === "customer" ? null : { kind: "typing", name: whisper.name, at: whisper.at };
    case "bot-words": {
      const { turnId, attempt, offset, text } = whisper;
      return { kind: "bot-words", turnId, attempt, offset, text };
    }
    case "read":
      return whisper.by === "customer" ? null : { kind: "read", count: whisper.count };
    case "position":
      return { kind: "position", position: whisper.position };
  }
  // From a newer instance beside this one.
  whisper satisfies never;
  return null;
}

/** A client whispers that somebody types at most this often, and more often is not passed on. */
export const TYPING_INTERVAL_MS: Millis = 2 * SECOND;
