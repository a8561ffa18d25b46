import type { MemberId, SessionId, TurnId } from "./ids.ts";
import type { Instant, Millis } from "./instant.ts";
import { SECOND } from "./instant.ts";
import { type MemberNames, type PublicName, publicNameOf } from "./member.ts";

/** An event that may be lost. It is never recorded, and nothing may depend on its arrival. */
export type EphemeralEvent =
  /** Somebody is typing. It expires after {@link TYPING_DECAY_MS} unless repeated. */
  | ({ kind: "typing"; sessionId: SessionId; by: "customer" | "member"; at: Instant } & MemberNames)
  /** The next piece of a bot's answer, from `offset` in UTF-16 code units. A higher `attempt` starts over. */
  | { kind: "bot-words"; sessionId: SessionId; turnId: TurnId; attempt: number; offset: number; text: string }
  /** A read mark: the number of the other side's messages that have been seen. */
  | {
      kind: "read";
      sessionId: SessionId;
      by: "customer" | "member";
      memberId: MemberId | null;
      count: number;
    }
  /** The customer's place in the queue, 1 for next. */
  | { kind: "position"; sessionId: SessionId; position: number };

export const TYPING_DECAY_MS: Millis = 6 * SECOND;

/** An ephemeral event as sent to the customer of the session. */
export type PublicEphemeralEvent =
  | { kind: "typing"; name: PublicName; at: Instant }
  | { kind: "bot-words"; turnId: string; attempt: number; offset: number; text: string }
  | { kind: "read"; count: number }
  | { kind: "position"; position: number };

/** Maps an event to what its customer receives: `null` for their own events and for events not meant for them. */
export function toPublicEphemeralEvent(event: EphemeralEvent): PublicEphemeralEvent | null {
  switch (event.kind) {
    case "typing":
      return event.by === "customer" ? null : { kind: "typing", name: publicNameOf(event), at: event.at };
    case "bot-words": {
      const { turnId, attempt, offset, text } = event;
      return { kind: "bot-words", turnId, attempt, offset, text };
    }
    case "read":
      return event.by === "customer" ? null : { kind: "read", count: event.count };
    case "position":
      return { kind: "position", position: event.position };
  }
  // A kind only a newer instance knows.
  event satisfies never;
  return null;
}

/** The shortest interval between typing events of one client. More frequent ones are dropped. */
export const TYPING_INTERVAL_MS: Millis = 2 * SECOND;
