import type { OrgId } from "#domain/model/ids.ts";
import { type Incoming, decideReceive } from "#domain/conversations/receive-message.ts";
import { decideReply } from "#domain/conversations/reply.ts";
import type { PreviousSend } from "#domain/model/scene.ts";
import type { MessageAcknowledgement } from "#domain/views/message-acknowledgement.ts";
import type { ServiceContext } from "../context.ts";
import type { ActingMember } from "#domain/model/member.ts";
import type { Command } from "../../db/record/command.ts";

/**
 * Records a customer's message, over whichever transport it came. Idempotent.
 *
 * @throws {Refusal} `session-ended`, for which a mail session has a remedy: `mail/receive-mail.ts`
 */
export function receiveMessage(
  services: ServiceContext,
  orgId: OrgId,
  incoming: Incoming,
): Promise<MessageAcknowledgement> {
  return recordMessage(services, orgId, {
    needs: needsOfMessage(incoming, "customer"),
    decide: (scene) => decideReceive(scene, incoming),
  });
}

/** Records a member's reply, and takes over a chat that the chatbot or the queue holds. */
export function postReply(
  services: ServiceContext,
  orgId: OrgId,
  incoming: Incoming,
  member: ActingMember,
): Promise<MessageAcknowledgement> {
  return recordMessage(services, orgId, {
    needs: needsOfMessage(incoming, member.memberId),
    decide: (scene) => decideReply(scene, incoming, member),
  });
}

async function recordMessage(
  services: ServiceContext,
  orgId: OrgId,
  command: Command<PreviousSend | null>,
): Promise<MessageAcknowledgement> {
  const { result, facts } = await services.record(orgId, command);
  if (result !== null) return { ...result, duplicate: true };

  for (const { fact, sessionNo } of facts) {
    if (fact.kind !== "message-posted" || sessionNo === null || fact.message.author.kind === "bot") continue;
    return { sessionNo, sentAt: fact.message.sentAt, duplicate: false };
  }
  throw new Error("a message was taken and not recorded");
}

function needsOfMessage({ sessionId, clientId }: Incoming, authorKey: string) {
  return { sessions: [sessionId], send: { sessionId, authorKey, clientId } };
}
