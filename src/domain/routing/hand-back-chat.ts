import { decided, refused, type Decision } from "../model/decision.ts";
import { changeHolder } from "./change-holder.ts";
import type { SessionId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import { isMail } from "../model/session.ts";
import type { ActingMember } from "../model/member.ts";

/**
 * Hands a member's chat back to the chatbot. Refuses `session-unknown`, `session-ended`, `not-a-chat` or
 * `not-held-by-you`.
 */
export function decideHandBack(scene: Scene, id: SessionId, member: ActingMember): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  if (isMail(session)) return refused("not-a-chat", null);
  const { holder } = session;
  if (holder.kind !== "agent" || holder.memberId !== member.memberId) return refused("not-held-by-you", null);

  const back = { holder: { kind: "bot" }, why: { kind: "handed-back" } } as const;
  return decided(changeHolder(session, back, scene.now, { needsPerson: false }), null);
}
