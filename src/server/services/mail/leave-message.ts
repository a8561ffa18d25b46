import { type LeftMessage, decideLeaveMessage } from "#domain/mail/leave-message.ts";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { getCustomer } from "../../db/customers/customers.ts";
import type { ServiceContext } from "../context.ts";
import { type OpenForm, customerTokenChange, identifyCustomer } from "../conversations/open-session.ts";
import { type MailAcknowledgement, recordMail } from "./record-mail.ts";

/**
 * Leaves the message of a browser's customer together with the start form. Idempotent: the same form gives the same
 * customer and token.
 */
export async function leaveMessageWithForm(
  services: ServiceContext,
  orgId: OrgId,
  { key, name, email }: OpenForm,
  left: LeftMessage,
): Promise<MailAcknowledgement & { token: string }> {
  const { token, customer } = await identifyCustomer(services, orgId, key);
  const acknowledged = await recordMail(services, orgId, {
    needs: needsOf(customer.id, left),
    decide(scene) {
      const decision = decideLeaveMessage(scene, { ...customer, name, email }, left);
      if (decision.refusal !== null) return decision;
      const customerToken = customerTokenChange(services, scene.now, { id: customer.id, token });
      return { ...decision, changes: { ...decision.changes, customerToken } };
    },
  });
  return { ...acknowledged, token };
}

/** Leaves a known customer's message. Idempotent. @throws {Refusal} `customer-unknown`, and of the decision */
export async function leaveMessage(
  services: ServiceContext,
  orgId: OrgId,
  customerId: CustomerId,
  left: LeftMessage,
): Promise<MailAcknowledgement> {
  const customer = await getCustomer(services.store, orgId, customerId);
  if (customer === null) throw new Refusal("customer-unknown");
  return recordMail(services, orgId, {
    needs: needsOf(customerId, left),
    decide: (scene) => decideLeaveMessage(scene, scene.customer(customerId) ?? customer, left),
  });
}

function needsOf(customerId: CustomerId, { clientId }: LeftMessage) {
  return { customer: customerId, sendTo: { customerId, authorKey: "customer", clientId } };
}
