import { randomBytes } from "node:crypto";
import { newId } from "#transport/new-id.ts";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { completeSetUp, type Member } from "../../e2e/support/member-accounts.ts";
import type { RecordedChat } from "../../test/bulk-load/copy-chats.ts";
import type { CompanyWithMember } from "../../test/bulk-load/copy-company.ts";

/** A company that was set up through the public API. */
export interface Company extends CompanyWithMember {
  name: string;
  admin: Member;
  widgetKey: string;
}

/** A chat that was opened and written through the public API, with the customer's token. */
export interface OpenedChat extends RecordedChat {
  token: string;
}

const KEY_BYTES = 32;
const TEXT =
  "May I ask about the tea you sell, and how it is sent? I have read the page and found no answer.";

/** Sets a company up by its link. Live agents answer its chats. */
export async function setUpCompany(url: string, link: string, name: string): Promise<Company> {
  const admin = await completeSetUp(url, link, { name: "Ana", email: `ana@${name}.example` });
  const { companyName, widgetKey, orgId, member } = await admin.api.agent.me.query({});
  await admin.api.settings.turnSwitch.mutate({ answers: "agents" });
  return { name: companyName, admin, widgetKey, orgId, memberId: member.id };
}

/** Opens a chat. The customer and the admin write in turn. */
export async function openChat(
  url: string,
  { orgId, widgetKey, admin }: Company,
  { name, messages }: { name: string; messages: number },
): Promise<OpenedChat> {
  const email = `${name}@customers.example`;
  const key = randomBytes(KEY_BYTES).toString("base64url");
  const widget = { "x-widget-key": widgetKey };
  const { sessionId, token } = await createApiClient(url, widget).session.open.mutate({ key, name, email });
  const customer = createApiClient(url, { ...widget, authorization: `Bearer ${token}` });
  for (let message = 0; message < messages; message += 1) {
    const input = { sessionId, clientId: newId(), text: TEXT };
    if (message % 2 === 0) await customer.message.send.mutate(input);
    else await admin.api.message.reply.mutate(input);
  }
  const { cards } = await admin.api.agent.inbox.query({});
  const card = cards.find(({ session }) => session.id === sessionId);
  if (card === undefined) throw new Error("the chat that was opened is not in the inbox");
  return { orgId, customerId: card.customer.id, sessionId, email, token };
}
