import type { OrgId } from "#domain/model/ids.ts";
import type { Composition } from "../../startup/compose.ts";
import { openSession } from "../../services/conversations/open-session.ts";
import { performCustomerAction } from "../../services/conversations/perform-customer-action.ts";
import type { TestCustomer } from "./test-organization.ts";

/** Opens a chat as a customer of the company. */
export async function openChatDirectly({ services }: Composition, orgId: OrgId): Promise<TestCustomer> {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const opened = await openSession(services, orgId, { key, name: "Maria", email: "maria@example.com" });
  const { session } = services.store.tables;
  const rows = await services.store.db
    .select({ id: session.id, customerId: session.customerId })
    .from(session);
  const customerId = rows.find(({ id }) => id === opened.sessionId)?.customerId;
  if (customerId === undefined) throw new Error("the chat that was opened is not there");
  return { ...opened, customerId };
}

/** Opens a chat and puts it in the queue. */
export async function openWaitingChat(composition: Composition, orgId: OrgId): Promise<TestCustomer> {
  const visitor = await openChatDirectly(composition, orgId);
  await performCustomerAction(composition.services, orgId, visitor.sessionId, "askPerson");
  return visitor;
}
