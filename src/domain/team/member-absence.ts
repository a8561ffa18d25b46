import { decided, type Decision } from "../model/decision.ts";
import type { SessionFact } from "../model/fact.ts";
import type { MemberId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import type { Session } from "../model/session.ts";
import { returnToQueue } from "../model/hand-over.ts";

/**
 * A member's last connection has been gone for the whole grace. Chats that wait for an answer go back into line;
 * the others follow when their customer next writes.
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

/** Whether something has to happen to a session because its holder is gone; a quiet one is marked once, and waits. */
export function isAffectedByAbsence({ awaitingSince, holderAway }: Session): boolean {
  return awaitingSince !== null || !holderAway;
}

/** A member is back: chats still theirs are theirs as before, and there may be room for who stands in line. */
export function decideMemberBack(scene: Scene, id: MemberId): Decision<null> {
  const facts = scene
    .heldBy(id)
    .filter(({ holderAway }) => holderAway)
    .map((session) => ({ kind: "holder-away", sessionId: session.id, away: false, at: scene.now }) as const);
  return decided(facts, null);
}
