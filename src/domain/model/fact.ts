import type { Customer } from "./customer.ts";
import type { CustomerId, MemberId, SessionId, TurnId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { Message } from "./message.ts";
import type { BotFailureCause } from "./bot-failure.ts";
import type { BotTurn, EndedBy, Holder, MovedBySwitch, Session, SessionClock } from "./session.ts";

/** Why an assignment fell on this agent: kept, so that fairness can be shown and not only claimed. */
export interface AssignmentReason {
  rule: "least-busy" | "take-turns" | "random" | "last-agent";
  /** Eligible agents in cursor order, with their active chats before the assignment. */
  candidates: readonly { memberId: MemberId; load: number }[];
  /** How a tie was broken; `null` where there was none. */
  tieBreak: "cursor" | "random" | null;
}

/** What made a session change hands. Stored and sent: a new kind is answered wherever the compiler asks for it. */
export type HeldWhy =
  | { kind: "assigned"; reason: AssignmentReason }
  | { kind: "accepted" }
  | { kind: "took-over" }
  | { kind: "person-asked" }
  | { kind: "bot-failed" }
  | { kind: "bot-unsure" }
  | { kind: "bot-asked" }
  | { kind: "bot-chosen" }
  | { kind: "handed-back" }
  | { kind: "agent-gone" }
  | { kind: "switched" }
  | { kind: "switch-undone" };

/** Why the chatbot's turn ended without an answer. */
export type BotStopReason = "customer" | "taken-over" | "person-asked" | "switched" | "ended";

/**
 * Something that has happened. The one vocabulary that crosses every room: the domain decides facts, the database
 * records them, the feed carries them, and both front ends fold them into what they show.
 */
export type SessionFact =
  | { kind: "session-opened"; sessionId: SessionId; session: Session; customer: Customer }
  | {
      kind: "message-posted";
      sessionId: SessionId;
      message: Message;
      /** Unchanged by a bot's stopped words. */
      clock: SessionClock;
    }
  | {
      kind: "session-held";
      sessionId: SessionId;
      holder: Holder;
      generation: number;
      routedUnder: number;
      needsPerson: boolean;
      why: HeldWhy;
      at: Instant;
      queuedAt: Instant | null;
      returned: boolean;
      movedBySwitch: MovedBySwitch | null;
    }
  /** The switch was turned and this session stays where it is. */
  | { kind: "session-rerouted"; sessionId: SessionId; routedUnder: number }
  /** The agent who holds it has gone, or is back. */
  | { kind: "holder-away"; sessionId: SessionId; away: boolean; at: Instant }
  | { kind: "kept-open"; sessionId: SessionId; at: Instant; clock: SessionClock }
  | { kind: "bot-turn-started"; sessionId: SessionId; turn: BotTurn; clock: SessionClock }
  | {
      kind: "bot-turn-stopped";
      sessionId: SessionId;
      turnId: TurnId;
      why: BotStopReason;
      at: Instant;
      clock: SessionClock;
    }
  | {
      kind: "bot-turn-failed";
      sessionId: SessionId;
      turnId: TurnId;
      cause: BotFailureCause;
      at: Instant;
      clock: SessionClock;
    }
  /** The chatbot does not know and offers a person. Follows its message. */
  | { kind: "person-offered"; sessionId: SessionId; at: Instant }
  | { kind: "session-ended"; sessionId: SessionId; at: Instant; by: EndedBy; unattended: boolean }
  /** Somebody has seen to a session that ended in line. */
  | { kind: "session-attended"; sessionId: SessionId; memberId: MemberId | null; at: Instant };

/** What of the settings is changed together. */
export type SettingsPart = "answering" | "chatbot" | "sessions" | "sites" | "widget" | "privacy";

/** Facts about the organization say what changed, never the values: readers ask again through their own procedure. */
type OrgFact =
  | { kind: "settings-changed"; part: SettingsPart; at: Instant }
  | { kind: "members-changed"; at: Instant }
  | { kind: "articles-changed"; at: Instant }
  | Erased
  /** The company itself is erased: this is the last that is heard of it. */
  | { kind: "organization-erased"; at: Instant };

/**
 * Words and people are gone for good, and with them the facts that told of them: whoever holds some lets go of them.
 * Of the customers everything is gone; the sessions are named, theirs among them.
 */
export interface Erased {
  kind: "erased";
  customers: readonly CustomerId[];
  sessions: readonly SessionId[];
  at: Instant;
}

export type Fact = SessionFact | OrgFact;

/** The session a fact belongs to; `null` for one about the organization. */
export function sessionOf(fact: Fact): SessionId | null {
  return "sessionId" in fact ? fact.sessionId : null;
}

/**
 * A fact with its numbers: `no` counts the organization's facts, `sessionNo` those of one session. Both are given from 1
 * without gaps. Holes in `no` come only later and only where an {@link Erased} fact names the session whose facts stood
 * there. Of such a session nothing is left, so `sessionNo` never has any.
 */
export interface NumberedFact<F extends Fact = Fact> {
  no: number;
  sessionNo: number | null;
  fact: F;
}
