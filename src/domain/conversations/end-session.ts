import { type SpokenWords, keepSpokenWords } from "../bot/finish-turn.ts";
import { applyFacts } from "../model/apply-fact.ts";
import { decided, refused, type Decision } from "../model/decision.ts";
import type { SessionFact } from "../model/fact.ts";
import { stopTurn } from "../routing/change-holder.ts";
import type { SessionId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { Scene } from "../model/scene.ts";
import { type EndedBy, type Session, isMail } from "../model/session.ts";

/** Returns the facts of an end. A chat that ends in the queue with unanswered messages is marked unattended. */
export function endSession(session: Session, at: Instant, by: EndedBy): SessionFact[] {
  const unattended = session.holder.kind === "queue" && by.kind !== "member" && session.customerMessages > 0;
  return [
    ...stopTurn(session, "ended", at),
    { kind: "session-ended", sessionId: session.id, at, by, unattended },
  ];
}

/**
 * Ends a chat. Ending it again does nothing.
 *
 * @param spoken - what the customer has read of an answer that the end breaks off; it is kept
 * @returns refuses `session-unknown`, `held-by-other` when another member holds it, and `not-a-chat` when a customer
 * ends their mail session
 */
export function decideEnd(
  scene: Scene,
  id: SessionId,
  by: EndedBy,
  spoken: SpokenWords | null = null,
): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return decided([], null);
  if (isMail(session) && by.kind === "customer") return refused("not-a-chat", null);

  const { holder } = session;
  if (by.kind === "member" && holder.kind === "agent" && holder.memberId !== by.memberId) {
    return refused("held-by-other", null, holder.name);
  }
  const kept = keepSpokenWords(scene, session, spoken);
  return decided([...kept, ...endSession(applyFacts(session, kept), scene.now, by)], null);
}
