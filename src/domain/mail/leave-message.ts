import { post } from "../conversations/receive-message.ts";
import type { Customer } from "../model/customer.ts";
import { decided, refused, type Decision } from "../model/decision.ts";
import type { PreviousMailSend, Scene } from "../model/scene.ts";
import { normalizeMessageText } from "../text/normalize-message-text.ts";
import { activeMailOf, openMailSession } from "./open-mail-session.ts";

export interface LeftMessage {
  clientId: string;
  text: string;
}

/**
 * Leaves a customer's message for when somebody is there: continues their mail session, or opens one, which is nobody's.
 *
 * @param customer - with the name and address that were typed now
 * @returns the earlier send if it is a duplicate, `null` if it is new; refuses `message-empty` or `message-too-long`
 */
export function decideLeaveMessage(
  scene: Scene,
  customer: Customer,
  { clientId, text }: LeftMessage,
): Decision<PreviousMailSend | null> {
  const previous = scene.previousSendTo(customer.id, "customer", clientId);
  if (previous !== null) return decided([], previous, { customer });
  const read = normalizeMessageText(text);
  if ("refusal" in read) return refused(read.refusal, null);

  const left = { clientId, text: read.text, author: { kind: "customer" } } as const;
  const mail = activeMailOf(scene, customer.id);
  if (mail !== null) return decided([post(scene, mail, left)], null, { customer });
  const opened = openMailSession(scene, customer, null);
  return decided([opened, post(scene, opened.session, left)], null, { customer });
}
