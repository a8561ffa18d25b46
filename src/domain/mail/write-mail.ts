import { post } from "../conversations/receive-message.ts";
import { applyFacts } from "../model/apply-fact.ts";
import { agentHolder, changeHolder } from "../routing/change-holder.ts";
import { decided, refused, type Decision } from "../model/decision.ts";
import type { SessionFact } from "../model/fact.ts";
import type { CustomerId } from "../model/ids.ts";
import type { ActingMember } from "../model/member.ts";
import type { PreviousMailSend, Scene } from "../model/scene.ts";
import { type Session, isMail } from "../model/session.ts";
import { normalizeMessageText } from "../text/normalize-message-text.ts";
import { activeMailOf, openMailSession } from "./open-mail-session.ts";

export interface OutgoingMail {
  customerId: CustomerId;
  clientId: string;
  text: string;
}

/**
 * Writes to a customer who has no chat: continues their mail session, or opens one. Whoever writes has it from then on,
 * and what the customer was left with in ended chats is attended to.
 *
 * @returns the earlier send if it is a duplicate, `null` if it is new; refuses `customer-unknown`; `chat-open` while the
 * customer has a chat, in which to say it; `held-by-other`, with the name of the member who has their mail session;
 * `message-empty` and `message-too-long`
 */
export function decideWriteMail(
  scene: Scene,
  { customerId, clientId, text }: OutgoingMail,
  member: ActingMember,
): Decision<PreviousMailSend | null> {
  const previous = scene.previousSendTo(customerId, member.memberId, clientId);
  if (previous !== null) return decided([], previous);
  const customer = scene.customer(customerId);
  if (customer === null) return refused("customer-unknown", null);
  const sessions = scene.sessionsOf(customerId);
  if (sessions.some((session) => session.endedAt === null && !isMail(session)))
    return refused("chat-open", null);

  const mail = activeMailOf(scene, customerId);
  if (mail?.holder.kind === "agent" && mail.holder.memberId !== member.memberId)
    return refused("held-by-other", null, mail.holder.name);
  const read = normalizeMessageText(text);
  if ("refusal" in read) return refused(read.refusal, null);

  const author = { kind: "member", ...member } as const;
  const { before, session } =
    mail === null ? opened(openMailSession(scene, customer, member)) : taken(scene, mail, member);
  const attended = sessions.flatMap((one): SessionFact[] =>
    one.unattended
      ? [{ kind: "session-attended", sessionId: one.id, memberId: member.memberId, at: scene.now }]
      : [],
  );
  return decided([...attended, ...before, post(scene, session, { clientId, text: read.text, author })], null);
}

function opened(fact: Extract<SessionFact, { kind: "session-opened" }>) {
  return { before: [fact], session: fact.session };
}

function taken(scene: Scene, mail: Session, member: ActingMember) {
  const before =
    mail.holder.kind === "agent"
      ? []
      : changeHolder(mail, { holder: agentHolder(member), why: { kind: "mail-taken" } }, scene.now);
  return { before, session: applyFacts(mail, before) };
}
