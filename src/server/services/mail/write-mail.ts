import { type OutgoingMail, decideWriteMail } from "#domain/mail/write-mail.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { ActingMember } from "#domain/model/member.ts";
import type { ServiceContext } from "../context.ts";
import { type MailAcknowledgement, recordMail } from "./record-mail.ts";

/** Records a member's message to a customer who has no chat. Idempotent. @throws {Refusal} of the decision */
export function writeMail(
  services: ServiceContext,
  orgId: OrgId,
  mail: OutgoingMail,
  member: ActingMember,
): Promise<MailAcknowledgement> {
  const { customerId, clientId } = mail;
  return recordMail(services, orgId, {
    needs: { customer: customerId, sendTo: { customerId, authorKey: member.memberId, clientId } },
    decide: (scene) => decideWriteMail(scene, mail, member),
  });
}
