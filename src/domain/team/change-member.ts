import { decided, refused } from "../model/decision.ts";
import type { SessionFact } from "../model/fact.ts";
import { handOver } from "../model/hand-over.ts";
import type { MemberId } from "../model/ids.ts";
import type { Role } from "../model/member.ts";
import type { Decision, Scene } from "../model/scene.ts";
import type { Session } from "../model/session.ts";

/** A member turns their own switch. */
export function decideMemberAvailability(scene: Scene, id: MemberId, available: boolean): Decision<null> {
  return decided([{ kind: "members-changed", at: scene.now }], null, { members: [{ id, available }] });
}

/** An admin changes a role; refuses `member-unknown` and `last-admin`. */
export function decideMemberRole(scene: Scene, id: MemberId, role: Role): Decision<null> {
  if (!worksHere(scene, id)) return refused("member-unknown", null);
  if (role === "agent" && isLastAdmin(scene, id)) return refused("last-admin", null);
  return decided([{ kind: "members-changed", at: scene.now }], null, { members: [{ id, role }] });
}

/** An admin lets a member go or back in; refuses `member-unknown` and `last-admin`. Their chats go back into line. */
export function decideMemberActive(scene: Scene, id: MemberId, active: boolean): Decision<null> {
  if (!worksHere(scene, id)) return refused("member-unknown", null);
  if (!active && isLastAdmin(scene, id)) return refused("last-admin", null);
  const left = active ? [] : scene.heldBy(id).flatMap((session) => backInLine(scene, session));
  return decided([{ kind: "members-changed", at: scene.now }, ...left], null, { members: [{ id, active }] });
}

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
        : backInLine(scene, session),
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

function backInLine(scene: Scene, session: Parameters<typeof handOver>[0]): SessionFact[] {
  const back = { holder: { kind: "queue" }, why: { kind: "agent-gone" } } as const;
  return handOver(session, back, scene.now, { returned: true });
}

/** Whether they are a member, be it one who was let go. */
function worksHere(scene: Scene, id: MemberId): boolean {
  return scene.roster().some(({ memberId }) => memberId === id);
}

function isLastAdmin(scene: Scene, id: MemberId): boolean {
  const admins = scene.roster().filter(({ role, active }) => role === "admin" && active);
  return admins.length === 1 && admins[0]?.memberId === id;
}
