import type { CustomerId, MemberId, SessionId, TurnId } from "./ids.ts";
import type { Instant, Millis } from "./instant.ts";

/** Who must speak next for the company. */
export type Holder =
  | { kind: "bot" }
  | { kind: "queue" }
  | { kind: "agent"; memberId: MemberId; name: string }
  | { kind: "nobody" };

/** The chatbot's turn to speak: from the write that caused it until its answer, failure or stop. */
export interface BotTurn {
  turnId: TurnId;
  /** The session's generation when the turn began; the answer commits only if it still holds. */
  generation: number;
  /** The process that is asking the model. */
  instanceId: string;
  /** 1 for the first try; raised when another process takes the turn over. */
  attempt: number;
  startedAt: Instant;
  givesUpAt: Instant;
  /** How many of the customer's messages it answers; a later one starts the next turn. */
  answers: number;
}

/** The idle clock as it stands; only {@link file://./session-clock.ts} sets it. */
export interface SessionClock {
  /** The last message, opening or "Keep chat open", plus the limit that held then. */
  idleAt: Instant;
  /** The warning period that held then. */
  warningMs: Millis;
  /** The end, if nothing comes: `idleAt`, or later while the chatbot is at work. */
  expiresAt: Instant;
  /** When to ask the customer whether they are still there. */
  warnsAt: Instant;
}

export type EndedBy =
  | { kind: "idle" }
  | { kind: "customer" }
  | { kind: "member"; memberId: MemberId; name: string };

/** Where a session stood before the switch moved it, so that undoing the switch can put it back. */
export interface MovedBySwitch {
  /** The switch number under which it was moved. */
  under: number;
  from: "bot" | "queue";
  /** Its place in line before, if it came from the queue. */
  queuedAt: Instant | null;
}

/** The last words of a session, for lists. */
export interface LastWords {
  by: "customer" | "member" | "bot";
  /** Which member. Missing where it was said before this was kept, and where no member said it. */
  memberId?: MemberId;
  /** What the member is called. */
  name?: string;
  /** Cut at {@link PREVIEW_LENGTH}. */
  text: string;
  at: Instant;
}

export const PREVIEW_LENGTH = 120;

/** One conversation, from form to end. */
export interface Session {
  id: SessionId;
  customerId: CustomerId;
  holder: Holder;
  /** Raised by every change of holder: what was decided on an older one no longer holds. */
  generation: number;
  /** The number of the switch under which the holder was last decided. */
  routedUnder: number;
  movedBySwitch: MovedBySwitch | null;
  /** Somebody has asked for a person: the switch to the chatbot leaves it in line. */
  needsPerson: boolean;
  openedAt: Instant;
  clock: SessionClock;
  endedAt: Instant | null;
  endedBy: EndedBy | null;
  /** Since when it has been in line; `null` when it is not. */
  queuedAt: Instant | null;
  /** Came back into line from an agent: goes before those who queue for the first time. */
  returned: boolean;
  /** Since when the present agent has held it. */
  heldAt: Instant | null;
  /** The agent's connections have been gone longer than the grace: the customer's next words go back into line. */
  holderAway: boolean;
  /** When the customer first wrote what nobody has answered yet. */
  awaitingSince: Instant | null;
  botTurn: BotTurn | null;
  lastWords: LastWords | null;
  /** How many messages the customer wrote, and how many were written to them (stopped bot words not counted). */
  customerMessages: number;
  ourMessages: number;
  /** Whether it ended in line and nobody has seen to it since. */
  unattended: boolean;
}
