import type { Customer } from "./customer.ts";
import type { CustomerId, MemberId, SessionId, TurnId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { Message } from "./message.ts";
import type { BotFailureCause } from "./bot-failure-cause.ts";
import type { Policy } from "./settings.ts";
import type { BotTurn, EndedBy, Holder, MovedBySwitch, Session, SessionClock } from "./session.ts";

/** Why this agent was chosen. It is stored, so that fair assignment can be verified. */
export interface AssignmentReason {
  rule: Policy | "last-agent";
  /** Eligible agents in assignment order, with their active chats before the assignment. */
  candidates: readonly { memberId: MemberId; load: number }[];
  /** How a tie was broken (`cursor`: by assignment order); `null` if there was none. */
  tieBreak: "cursor" | "random" | null;
}

/**
 * Why a session changed its holder. It is stored and sent, so a new kind must be handled wherever the compiler
 * reports it.
 */
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
  | { kind: "switch-undone" }
  /** A member has written in a mail session that another or nobody held, or has taken it. */
  | { kind: "mail-taken" }
  /** A mail session is nobody's again: its holder did not answer in time, or was deactivated. */
  | { kind: "mail-given-back" };

/** Why the chatbot's turn ended without an answer. */
export type BotStopReason = "customer" | "taken-over" | "person-asked" | "switched" | "ended";

/**
 * Something that has happened. Every layer shares this type: the domain decides facts, the database records them, the
 * feed delivers them, and both front ends reduce them to what they show.
 */
export type SessionFact =
  | { kind: "session-opened"; sessionId: SessionId; session: Session; customer: Customer }
  | {
      kind: "message-posted";
      sessionId: SessionId;
      message: Message;
      /** The idle clock. A bot's stopped answer leaves it unchanged. */
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
  /** The switch was turned and this session keeps its holder. */
  | { kind: "session-rerouted"; sessionId: SessionId; routedUnder: number }
  /** The agent who holds the session is absent, or has returned. */
  | { kind: "holder-away"; sessionId: SessionId; away: boolean; at: Instant }
  | { kind: "kept-open"; sessionId: SessionId; at: Instant; clock: SessionClock }
  /** The clock had been ahead and was set back: what the session says of later happened at `at`. */
  | { kind: "clock-set-back"; sessionId: SessionId; at: Instant; clock: SessionClock }
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
  /** The chatbot does not know the answer and offers a person. It follows the chatbot's message. */
  | { kind: "person-offered"; sessionId: SessionId; at: Instant }
  /**
   * The customer has left the page: none of their connections has been open for the grace period, which ended at `at`.
   */
  | { kind: "customer-left"; sessionId: SessionId; at: Instant }
  /** A customer who had left is connected again, or has written. */
  | { kind: "customer-back"; sessionId: SessionId; at: Instant }
  | {
      kind: "session-ended";
      sessionId: SessionId;
      at: Instant;
      by: EndedBy;
      /** Whether it ended unanswered. */
      unattended: boolean;
      /** Until when it is shown to the present member who had it alone; missing if it is shown to all. */
      firstUntil?: Instant;
    }
  /** Somebody has attended to a session that ended unanswered. */
  | { kind: "session-attended"; sessionId: SessionId; memberId: MemberId | null; at: Instant }
  /** The holder of a mail session has put it aside until then; `null` takes it up again. */
  | {
      kind: "mail-snoozed";
      sessionId: SessionId;
      memberId: MemberId;
      until: Instant | null;
      at: Instant;
      clock: SessionClock;
    };

/** A group of settings that are changed together. */
export type SettingsPart = "answering" | "chatbot" | "sessions" | "hours" | "sites" | "widget" | "privacy";

/** A fact about the organization. It names what changed, never the values; readers query those. */
type OrgFact =
  | { kind: "settings-changed"; part: SettingsPart; at: Instant }
  | { kind: "members-changed"; at: Instant }
  | { kind: "articles-changed"; at: Instant }
  | Erased
  /** The organization itself is erased. No fact follows. */
  | { kind: "organization-erased"; at: Instant };

/**
 * Customers and sessions were erased with all their facts, so every copy must be dropped. `sessions` includes those
 * of `customers`.
 */
export interface Erased {
  kind: "erased";
  customers: readonly CustomerId[];
  sessions: readonly SessionId[];
  at: Instant;
}

export type Fact = SessionFact | OrgFact;

/** The session a fact belongs to; `null` for a fact about the organization. */
export function sessionOf(fact: Fact): SessionId | null {
  return "sessionId" in fact ? fact.sessionId : null;
}

/**
 * A fact with its numbers: `no` counts the organization's facts, `sessionNo` those of one session. Both count from 1
 * without gaps. A gap in `no` appears only later, where an {@link Erased} fact names the session whose facts were
 * there. Such a session is removed as a whole, so `sessionNo` never has gaps.
 */
export interface NumberedFact<F extends Fact = Fact> {
  no: number;
  sessionNo: number | null;
  fact: F;
}
