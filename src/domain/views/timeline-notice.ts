import type { BotFailureCause } from "../model/bot-failure-cause.ts";
import type { AssignmentReason, HeldWhy, SessionFact } from "../model/fact.ts";
import type { MemberId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import { type EndedBy, type Holder, type Session, isMail } from "../model/session.ts";

/** Why a chat went to the queue, or to the chatbot. A failure of the chatbot has an entry of its own. */
export type QueuedWhy =
  | "person-asked"
  | "bot-unsure"
  | "bot-asked"
  | "agent-gone"
  | "switched"
  | "switch-undone";
export type ToBotWhy = "handed-back" | "bot-chosen" | "switched" | "switch-undone";

/** An event in a chat other than a message. */
export type TimelineNotice =
  /** `reason` is why this agent was chosen; missing if nobody chose, as when they took the chat themselves. */
  | { kind: "joined"; name: string; memberId: MemberId; reason?: AssignmentReason }
  | { kind: "mail-taken"; name: string }
  | { kind: "mail-given-back" }
  | { kind: "to-line"; why: QueuedWhy }
  | { kind: "to-bot"; why: ToBotWhy }
  | { kind: "bot-failed"; cause: BotFailureCause }
  | { kind: "bot-stopped" }
  | { kind: "person-offered" }
  | { kind: "kept-open" }
  | { kind: "customer-left" }
  | { kind: "customer-back" }
  | { kind: "ended"; by: EndedBy }
  | { kind: "mail-ended"; by: EndedBy };

/** Returns what a lane says of a fact besides messages; `null` for nothing. */
export function timelineNotice(
  fact: Exclude<SessionFact, { kind: "message-posted" }>,
  session: Session,
): { at: Instant; line: TimelineNotice } | null {
  switch (fact.kind) {
    case "session-held": {
      const line = holderNotice(fact.holder, fact.why);
      return line === null ? null : { at: fact.at, line };
    }
    case "bot-turn-failed":
      return { at: fact.at, line: { kind: "bot-failed", cause: fact.cause } };
    case "bot-turn-stopped":
      return fact.why === "customer" ? { at: fact.at, line: { kind: "bot-stopped" } } : null;
    case "person-offered":
    case "kept-open":
    case "customer-left":
    case "customer-back":
      return { at: fact.at, line: { kind: fact.kind } };
    case "session-ended":
      return { at: fact.at, line: { kind: isMail(session) ? "mail-ended" : "ended", by: fact.by } };
    case "session-opened":
    case "clock-set-back":
    case "holder-away":
    case "session-rerouted":
    case "bot-turn-started":
    case "session-attended":
    case "mail-snoozed":
      return null;
  }
  fact satisfies never;
  return null;
}

function joined(
  { name, memberId }: Extract<Holder, { kind: "agent" }>,
  why: HeldWhy,
): Extract<TimelineNotice, { kind: "joined" }> {
  return { kind: "joined", name, memberId, ...(why.kind === "assigned" && { reason: why.reason }) };
}

function holderNotice(holder: Holder, why: HeldWhy): TimelineNotice | null {
  switch (holder.kind) {
    case "agent":
      return why.kind === "mail-taken" ? { kind: why.kind, name: holder.name } : joined(holder, why);
    case "queue":
      return queuedNotice(why);
    case "bot":
      return toBotNotice(why);
    case "nobody":
      return why.kind === "mail-given-back" ? { kind: why.kind } : null;
  }
  holder satisfies never;
  return null;
}

function queuedNotice(why: HeldWhy): TimelineNotice | null {
  switch (why.kind) {
    case "person-asked":
    case "bot-unsure":
    case "bot-asked":
    case "agent-gone":
    case "switched":
    case "switch-undone":
      return { kind: "to-line", why: why.kind };
    // A failure has its own entry, with its cause. The other reasons do not lead to the queue.
    case "bot-failed":
    case "assigned":
    case "accepted":
    case "took-over":
    case "bot-chosen":
    case "handed-back":
    case "mail-taken":
    case "mail-given-back":
      return null;
  }
  why satisfies never;
  return null;
}

function toBotNotice(why: HeldWhy): TimelineNotice | null {
  switch (why.kind) {
    case "handed-back":
    case "bot-chosen":
    case "switched":
    case "switch-undone":
      return { kind: "to-bot", why: why.kind };
    // These do not lead to the chatbot.
    case "person-asked":
    case "bot-failed":
    case "bot-unsure":
    case "bot-asked":
    case "agent-gone":
    case "assigned":
    case "accepted":
    case "took-over":
    case "mail-taken":
    case "mail-given-back":
      return null;
  }
  why satisfies never;
  return null;
}
