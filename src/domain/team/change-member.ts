import { decided, refused, type Decision } from "../model/decision.ts";
import { giveMailBack, returnToQueue } from "../routing/change-holder.ts";
import type { MemberId } from "../model/ids.ts";
import type { Role } from "../model/member.ts";
import type { Scene } from "../model/scene.ts";

/** Changes a member's own availability. */
export function decideMemberAvailability(scene: Scene, id: MemberId, available: boolean): Decision<null> {
  return decided([{ kind: "members-changed", at: scene.now }], null, { members: [{ id, available }] });
}

/** Changes a member's role for an admin. Refuses `member-unknown` and `last-admin`. */
export function decideMemberRole(scene: Scene, id: MemberId, role: Role): Decision<null> {
  if (!isMember(scene, id)) return refused("member-unknown", null);
  if (role === "agent" && isLastAdmin(scene, id)) return refused("last-admin", null);
  return decided([{ kind: "members-changed", at: scene.now }], null, { members: [{ id, role }] });
}

/**
 * Deactivates a member, whose chats are queued again and whose mail sessions are nobody's, or reactivates one. Refuses `member-unknown` and `last-admin`.
 */
export function decideMemberActive(scene: Scene, id: MemberId, active: boolean): Decision<null> {
  if (!isMember(scene, id)) return refused("member-unknown", null);
  if (!active && isLastAdmin(scene, id)) return refused("last-admin", null);
  const returned = active
    ? []
    : [
        ...scene.heldBy(id).flatMap((session) => returnToQueue(session, scene.now)),
        ...scene.mailHeldBy(id).flatMap((session) => giveMailBack(session, scene.now)),
      ];
  return decided([{ kind: "members-changed", at: scene.now }, ...returned], null, {
    members: [{ id, active }],
  });
}

/** Whether they are a member, active or not. */
function isMember(scene: Scene, id: MemberId): boolean {
  return scene.roster().some(({ memberId }) => memberId === id);
}

function isLastAdmin(scene: Scene, id: MemberId): boolean {
  const admins = scene.roster().filter(({ role, active }) => role === "admin" && active);
  return admins.length === 1 && admins[0]?.memberId === id;
}
