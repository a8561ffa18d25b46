import { decided, refused, type Decision } from "../model/decision.ts";
import type { SessionId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import type { ActingMember } from "../model/member.ts";

/** "Done": marks a chat that ended in the queue as attended to. Refuses `session-unknown`. */
export function decideAttend(scene: Scene, id: SessionId, member: ActingMember): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  if (!session.unattended) return decided([], null);

  const { memberId } = member;
  return decided([{ kind: "session-attended", sessionId: id, memberId, at: scene.now }], null);
}
