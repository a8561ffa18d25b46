import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { PreviousMailSend } from "#domain/model/scene.ts";
import type { MessageAcknowledgement } from "#domain/views/message-acknowledgement.ts";
import type { Command } from "../../db/record/command.ts";
import type { ServiceContext } from "../context.ts";

/** The acknowledgement of a message by mail, which tells the session that it went into. */
export interface MailAcknowledgement extends MessageAcknowledgement {
  sessionId: SessionId;
}

/** Records a message by mail. */
export async function recordMail(
  services: ServiceContext,
  orgId: OrgId,
  command: Command<PreviousMailSend | null>,
): Promise<MailAcknowledgement> {
  const { result, facts } = await services.record(orgId, command);
  if (result !== null) return { ...result, duplicate: true };
  for (const { fact, sessionNo } of facts) {
    if (fact.kind !== "message-posted" || sessionNo === null) continue;
    return { sessionId: fact.sessionId, sessionNo, sentAt: fact.message.sentAt, duplicate: false };
  }
  throw new Error("a message was taken and not recorded");
}
