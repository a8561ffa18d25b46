import { randomBytes, randomUUID } from "node:crypto";
import { createApiClient, joinByInvitation, type Member } from "../../e2e/support/api-client.ts";
import type { SessionId } from "#domain/model/ids.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import type { Canary, Canaries } from "./canaries.ts";
import { botForm } from "../../e2e/support/bot-form.ts";

/** A customer's credentials and session, all secret. */
export interface CustomerSession {
  widgetKey: string;
  token: string;
  sessionId: SessionId;
}

/** The actors once all canaries are planted. */
export interface PlantedActors {
  customer: CustomerSession;
  neighbour: CustomerSession;
  foreignCustomer: CustomerSession;
  agent: Member;
  /** Secrets that the server made and nobody may read. */
  serverMade: readonly Canary[];
}

/** Gives the organization every canary as people would: through forms, chats and settings. */
export async function plantCanaries(
  { url, ours, theirs }: TwoOrganizations,
  canaries: Canaries,
): Promise<PlantedActors> {
  const { admin } = ours;
  await fillSettings(admin, canaries);
  const agent = await joinByInvitation(
    url,
    admin,
    { name: canaries.agentName.value, email: canaries.agentEmail.value },
    { password: canaries.agentPassword.value, browser: canaries.agentBrowser.value },
  );
  const invited = await admin.api.team.invite.mutate({ email: canaries.invitedEmail.value, role: "agent" });
  const customer = await openChat(url, ours.widgetKey, {
    name: canaries.customerName.value,
    email: canaries.customerEmail.value,
    text: canaries.customerText.value,
    browser: canaries.customerBrowser.value,
  });
  const neighbour = await openChat(url, ours.widgetKey, {
    name: canaries.neighbourName.value,
    email: "neighbour@example.com",
    text: canaries.neighbourText.value,
  });
  const foreignCustomer = await openChat(url, theirs.widgetKey, {
    name: canaries.foreignName.value,
    email: "foreign@example.com",
    text: canaries.foreignText.value,
  });
  await agent.api.message.reply.mutate({
    sessionId: customer.sessionId,
    clientId: randomUUID(),
    text: canaries.agentText.value,
  });
  const serverMade = [
    ...[customer, neighbour, foreignCustomer].map(({ token }) => secretOf("customer's token", token)),
    secretOf("invitation", invited.link.slice(invited.link.lastIndexOf("/") + 1)),
    ...[admin, agent, theirs.admin].map(({ cookie }) => secretOf("login", sessionTokenOf(cookie))),
  ];
  return { customer, neighbour, foreignCustomer, agent, serverMade };
}

/** What an admin types into the settings. */
async function fillSettings(admin: Member, canaries: Canaries): Promise<void> {
  await admin.api.settings.setWidget.mutate({
    companyName: canaries.companyName.value,
    greeting: canaries.greeting.value,
    brandColour: "#036c75",
  });
  await admin.api.settings.setChatbot.mutate(
    botForm({
      // Nothing listens there: the call fails, and failures are logged.
      url: "http://127.0.0.1:9/v1",
      model: canaries.model.value,
      instructions: canaries.instructions.value,
      timeoutMs: 5_000,
      name: canaries.botName.value,
      token: canaries.botToken.value,
    }),
  );
}

interface NewCustomer {
  name: string;
  email: string;
  text: string;
  browser?: string;
}

async function openChat(
  url: string,
  widgetKey: string,
  { name, email, text, browser }: NewCustomer,
): Promise<CustomerSession> {
  const headers = { "x-widget-key": widgetKey, "user-agent": browser ?? "Browser" };
  const key = randomBytes(32).toString("base64url");
  const { sessionId, token } = await createApiClient(url, headers).session.open.mutate({ key, name, email });
  const { message, session } = createApiClient(url, { ...headers, authorization: `Bearer ${token}` });
  await session.askPerson.mutate({ sessionId });
  await message.send.mutate({ sessionId, clientId: randomUUID(), text });
  return { widgetKey, token, sessionId };
}

function secretOf(field: string, value: string): Canary {
  return { field, value, readers: [], isKept: false };
}

/** The secret part of a cookie: its value up to the signature. */
function sessionTokenOf(cookie: string): string {
  return decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)).split(".")[0] ?? cookie;
}
