import { type WorkingTime, afterWorking } from "../routing/working-time.ts";
import { type SpokenWords, keepSpokenWords } from "../bot/finish-turn.ts";
import { applyFacts } from "../model/apply-fact.ts";
import { decided, refused, type Decision } from "../model/decision.ts";
import type { SessionFact } from "../model/fact.ts";
import { stopTurn } from "../routing/change-holder.ts";
import type { SessionId } from "../model/ids.ts";
import { isUnanswered } from "./is-unanswered.ts";
import { type Instant, type Millis, MINUTE } from "../model/instant.ts";
import type { Scene } from "../model/scene.ts";
import { type EndedBy, type Session, isMail } from "../model/session.ts";

/** For how much working time an unanswered session is shown to the present member who had it, before all see it. */
const FIRST_MS: Millis = 30 * MINUTE;

/**
 * Returns the facts of an end. A session that ends unanswered is marked unattended.
 *
 * @param openFrom - from a scene
 */
export function endSession(
  session: Session,
  at: Instant,
  by: EndedBy,
  openFrom: Scene["openFrom"],
): SessionFact[] {
  const unattended = isUnanswered(session, by);
  const firstUntil = unattended ? firstShownUntil(session, at, openFrom(at)) : null;
  return [
    ...stopTurn(session, "ended", at),
    {
      kind: "session-ended",
      sessionId: session.id,
      at,
      by,
      unattended,
      ...(firstUntil !== null && { firstUntil }),
    },
  ];
}

/** What a present member had is shown to them first; `null` if nobody had it, or they are absent. */
function firstShownUntil({ holder, holderAway }: Session, at: Instant, time: WorkingTime): Instant | null {
  return holder.kind === "agent" && !holderAway ? afterWorking(time, at, FIRST_MS) : null;
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
  return decided([...kept, ...endSession(applyFacts(session, kept), scene.now, by, scene.openFrom)], null);
}
