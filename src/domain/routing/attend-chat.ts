import { decided, refused, type Decision } from "../model/decision.ts";
import type { Fact, SessionFact } from "../model/fact.ts";
import type { MemberId, SessionId } from "../model/ids.ts";
import type { ActingMember } from "../model/member.ts";
import type { Scene } from "../model/scene.ts";
import { type Session, isMail } from "../model/session.ts";

/** The sessions that a fact attends to: those left unattended before a chat that now a member has. */
export function leftBefore(session: Session, fact: Fact): readonly SessionId[] {
  if (fact.kind !== "session-held" || fact.holder.kind !== "agent") return [];
  return session.unattendedBefore ?? [];
}

/** Attends to what was left before the chats that these facts give to members. The sessions must have been read. */
export function attendEarlier(scene: Scene, facts: readonly Fact[]): SessionFact[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== "session-held" || fact.holder.kind !== "agent") return [];
    const { memberId } = fact.holder;
    const held = scene.session(fact.sessionId);
    const ids = held === null ? [] : leftBefore(held, fact);
    return ids.flatMap((id) => attend(scene, scene.session(id), memberId));
  });
}

/**
 * "Done" of many at once: those that ended unattended are attended to, and mail that nobody has ends. Others stay as they are:
 * somebody else was quicker. Refuses `session-unknown`.
 */
export function decideAttendAll(
  scene: Scene,
  ids: readonly SessionId[],
  member: ActingMember,
): Decision<null> {
  const sessions = [...new Set(ids)].map((id) => scene.session(id));
  if (sessions.includes(null)) return refused("session-unknown", null);
  const by = { kind: "member", ...member } as const;
  return decided(
    sessions.flatMap((session): SessionFact[] => {
      if (session === null) return [];
      const isNobodys = isMail(session) && session.endedAt === null && session.holder.kind === "nobody";
      if (!isNobodys) return attend(scene, session, member.memberId);
      return [{ kind: "session-ended", sessionId: session.id, at: scene.now, by, unattended: false }];
    }),
    null,
  );
}

function attend(scene: Scene, session: Session | null, memberId: MemberId): SessionFact[] {
  if (session === null || !session.unattended) return [];
  return [{ kind: "session-attended", sessionId: session.id, memberId, at: scene.now }];
}

/** "Done": marks a session that ended unanswered as attended to. Refuses `session-unknown`. */
export function decideAttend(scene: Scene, id: SessionId, member: ActingMember): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  return decided(attend(scene, session, member.memberId), null);
}
