import { decided, type Decision } from "../model/decision.ts";
import type { SessionFact } from "../model/fact.ts";
import type { MemberId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import type { Session } from "../model/session.ts";
import { returnToQueue } from "../routing/change-holder.ts";

/**
 * Releases the chats of a member whose last connection has been closed for the whole grace period. Chats that wait
 * for an answer return to the queue; the others do when their customer next writes.
 */
export function decideMemberGone(scene: Scene, id: MemberId): Decision<null> {
  if (scene.roster().some(({ memberId, present }) => memberId === id && present)) return decided([], null);
  const facts = scene
    .heldBy(id)
    .filter(isAffectedByAbsence)
    .map((session): SessionFact[] =>
      session.awaitingSince === null
        ? [{ kind: "holder-away", sessionId: session.id, away: true, at: scene.now }]
        : returnToQueue(session, scene.now),
    );
  return decided(facts.flat(), null);
}

/** Whether the absence of its holder requires a fact. A session without unanswered messages is marked only once. */
export function isAffectedByAbsence({ awaitingSince, holderAway }: Session): boolean {
  return awaitingSince !== null || !holderAway;
}

/** Takes the away mark off the chats of a member who has returned. */
export function decideMemberBack(scene: Scene, id: MemberId): Decision<null> {
  const facts = scene
    .heldBy(id)
    .filter(({ holderAway }) => holderAway)
    .map((session) => ({ kind: "holder-away", sessionId: session.id, away: false, at: scene.now }) as const);
  return decided(facts, null);
}
