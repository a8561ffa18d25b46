import type { BotStopReason, HeldWhy, SessionFact } from "../model/fact.ts";
import type { Instant } from "../model/instant.ts";
import { releaseClockFromTurn } from "../model/session-clock.ts";
import type { Holder, MovedBySwitch, Session } from "../model/session.ts";
import type { ActingMember } from "../model/member.ts";

interface ChangeHolderOptions {
  /** Unchanged if omitted. */
  needsPerson?: boolean;
  /** Its place in the queue; the end if omitted. */
  queuedAt?: Instant;
  /** Whether an agent has returned it, so that it is served before sessions queued for the first time. */
  returned?: boolean;
  routedUnder?: number;
  /** Cleared if omitted, because this is a new routing decision. */
  movedBySwitch?: MovedBySwitch | null;
}

/**
 * Returns the facts of a change of holder. An open turn of the chatbot is stopped first, and the generation is
 * raised, which invalidates everything that was decided for the old holder.
 */
export function changeHolder(
  session: Session,
  { holder, why }: { holder: Holder; why: HeldWhy },
  at: Instant,
  options: ChangeHolderOptions = {},
): SessionFact[] {
  const isQueued = holder.kind === "queue";
  const held: SessionFact = {
    kind: "session-held",
    sessionId: session.id,
    holder,
    why,
    at,
    generation: session.generation + 1,
    routedUnder: options.routedUnder ?? session.routedUnder,
    needsPerson: options.needsPerson ?? session.needsPerson,
    queuedAt: isQueued ? (options.queuedAt ?? at) : null,
    returned: isQueued && (options.returned ?? false),
    movedBySwitch: options.movedBySwitch ?? null,
  };
  return [...stopTurn(session, stopReason(holder, why), at), held];
}

/** Returns the facts that put a chat back into the queue because its agent is absent, ahead of newly queued chats. */
export function returnToQueue(session: Session, at: Instant): SessionFact[] {
  const back = { holder: { kind: "queue" }, why: { kind: "agent-gone" } } as const;
  return changeHolder(session, back, at, { returned: true });
}

/** Returns the facts that make a mail session nobody's, so that all members find it. */
export function giveMailBack(session: Session, at: Instant): SessionFact[] {
  const back = { holder: { kind: "nobody" }, why: { kind: "mail-given-back" } } as const;
  return changeHolder(session, back, at);
}

/** Returns the fact that ends an open turn without an answer; none if there is no turn. */
export function stopTurn(session: Session, why: BotStopReason, at: Instant): SessionFact[] {
  if (session.botTurn === null) return [];
  const { turnId } = session.botTurn;
  const clock = releaseClockFromTurn(session.clock, at);
  return [{ kind: "bot-turn-stopped", sessionId: session.id, turnId, why, at, clock }];
}

function stopReason(holder: Holder, why: HeldWhy): BotStopReason {
  switch (why.kind) {
    case "switched":
    case "switch-undone":
      return "switched";
    case "assigned":
    case "accepted":
    case "took-over":
    case "person-asked":
    case "bot-failed":
    case "bot-unsure":
    case "bot-asked":
    case "bot-chosen":
    case "handed-back":
    case "agent-gone":
    // The chatbot never has a turn in a mail session.
    case "mail-taken":
    case "mail-given-back":
      return holder.kind === "agent" ? "taken-over" : "person-asked";
  }
}

/** The holder value for a member. */
export function agentHolder({ memberId, name, publicName }: ActingMember) {
  return { kind: "agent", memberId, name, ...(publicName !== undefined && { publicName }) } as const;
}
