import type { BotStopReason, HeldWhy, SessionFact } from "./fact.ts";
import type { Instant } from "./instant.ts";
import { releaseClockFromTurn } from "./session-clock.ts";
import type { Holder, MovedBySwitch, Session } from "./session.ts";
import type { ActingMember } from "./member.ts";

interface Terms {
  /** Left out: as before. */
  needsPerson?: boolean;
  /** Its place in line; left out: the end of it. */
  queuedAt?: Instant;
  /** Back from an agent, so before those who queue for the first time. */
  returned?: boolean;
  routedUnder?: number;
  /** Left out: forgotten, because somebody has decided anew. */
  movedBySwitch?: MovedBySwitch | null;
}

/**
 * The facts of a session changing hands: an open turn of the chatbot stops first, and the generation rises, so that
 * whatever was decided for the old holder no longer holds.
 */
export function handOver(
  session: Session,
  { holder, why }: { holder: Holder; why: HeldWhy },
  at: Instant,
  terms: Terms = {},
): SessionFact[] {
  const inLine = holder.kind === "queue";
  const held: SessionFact = {
    kind: "session-held",
    sessionId: session.id,
    holder,
    why,
    at,
    generation: session.generation + 1,
    routedUnder: terms.routedUnder ?? session.routedUnder,
    needsPerson: terms.needsPerson ?? session.needsPerson,
    queuedAt: inLine ? (terms.queuedAt ?? at) : null,
    returned: inLine && (terms.returned ?? false),
    movedBySwitch: terms.movedBySwitch ?? null,
  };
  return [...stopTurn(session, stopReason(holder, why), at), held];
}

/** The facts of a chat going back into the queue because its agent is gone, ahead of those who are new there. */
export function returnToQueue(session: Session, at: Instant): SessionFact[] {
  const back = { holder: { kind: "queue" }, why: { kind: "agent-gone" } } as const;
  return handOver(session, back, at, { returned: true });
}

/** The fact that ends an open turn without an answer; none if there is no turn. */
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
      return holder.kind === "agent" ? "taken-over" : "person-asked";
  }
}

/** The holder that a member becomes. */
export function agentHolder({ memberId, name }: ActingMember) {
  return { kind: "agent", memberId, name } as const;
}
