import { decided, refused, type Decision } from "../model/decision.ts";
import { applyFacts } from "../model/apply-fact.ts";
import { changeHolder, agentHolder } from "../routing/change-holder.ts";
import { normalizeMessageText } from "../text/normalize-message-text.ts";
import { type Incoming, post } from "./receive-message.ts";
import type { PreviousSend, Scene } from "../model/scene.ts";
import { isMail } from "../model/session.ts";
import type { ActingMember } from "../model/member.ts";

/**
 * Records a member's message. If the chatbot or the queue holds the chat, the member takes it over in the same write.
 *
 * @returns as {@link file://./receive-message.ts}; also refuses `held-by-other` with the other's name, and
 * `not-a-chat` for a mail session, in which members write by {@link file://../mail/write-mail.ts}
 */
export function decideReply(
  scene: Scene,
  incoming: Incoming,
  member: ActingMember,
): Decision<PreviousSend | null> {
  const previous = scene.previousSend(incoming.sessionId, member.memberId, incoming.clientId);
  if (previous !== null) return decided([], previous);

  const session = scene.session(incoming.sessionId);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  if (isMail(session)) return refused("not-a-chat", null);
  const { holder } = session;
  const mine = holder.kind === "agent" && holder.memberId === member.memberId;
  if (holder.kind === "agent" && !mine) return refused("held-by-other", null, holder.name);
  const read = normalizeMessageText(incoming.text);
  if ("refusal" in read) return refused(read.refusal, null);

  const taken = mine
    ? []
    : changeHolder(session, { holder: agentHolder(member), why: { kind: "took-over" } }, scene.now);
  const author = { kind: "member", ...member } as const;
  const posted = post(scene, applyFacts(session, taken), { ...incoming, text: read.text, author });
  return decided([...taken, posted], null);
}
