import type { Incoming } from "#domain/conversations/receive-message.ts";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { isMail } from "#domain/model/session.ts";
import type { MessageAcknowledgement } from "#domain/views/message-acknowledgement.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { receiveMessage } from "../conversations/post-message.ts";
import { leaveMessage } from "./leave-message.ts";

/**
 * Records a customer's message in a chat or a mail session of theirs. What they write in a mail session that has ended goes
 * into the one they have now, or a new one. Idempotent.
 */
export async function receiveMessageOrMail(
  services: ServiceContext,
  orgId: OrgId,
  customerId: CustomerId,
  incoming: Incoming,
): Promise<MessageAcknowledgement> {
  try {
    return await receiveMessage(services, orgId, incoming);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "session-ended") throw error;
    const session = await getSession(services.store, orgId, incoming.sessionId);
    if (session === null || !isMail(session)) throw error;
    return leaveMessage(services, orgId, customerId, incoming);
  }
}
