import { randomBytes, randomUUID } from "node:crypto";
import { createApiClient, joinByInvitation, type Member } from "../../e2e/support/api-client.ts";
import type { SessionId } from "#domain/model/ids.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import type { Canary, Canaries } from "./canaries.ts";
import { botForm } from "../../e2e/support/bot-form.ts";

/** A visitor's means, all of which are secrets of theirs. */
export interface CustomerSession {
  widgetKey: string;
  token: string;
  sessionId: SessionId;
}

/** Who is there after all has been planted. */
export interface Cast {
  customer: CustomerSession;
  neighbour: CustomerSession;
  foreignCustomer: CustomerSession;
  agent: Member;
  /** What was made by the server and is nobody's to read again. */
  made: readonly Canary[];
}

/** Tells the company all of it, as people would: by forms, chats and settings. */
export async function plantCanaries(
  { url, ours, theirs }: TwoOrganizations,
  planted: Canaries,
): Promise<Cast> {
  const { admin } = ours;
  await furnish(admin, planted);
  const agent = await joinByInvitation(
    url,
    admin,
    { name: planted.agentName.value, email: planted.agentEmail.value },
    { password: planted.agentPassword.value, browser: planted.agentBrowser.value },
  );
  const invited = await admin.api.team.invite.mutate({ email: planted.invitedEmail.value, role: "agent" });
  const customer = await enter(url, ours.widgetKey, {
    name: planted.visitorName.value,
    email: planted.visitorEmail.value,
    words: planted.visitorWords.value,
    browser: planted.visitorBrowser.value,
  });
  const neighbour = await enter(url, ours.widgetKey, {
    name: planted.neighbourName.value,
    email: "neighbour@example.com",
    words: planted.neighbourWords.value,
  });
  const foreignVisitor = await enter(url, theirs.widgetKey, {
    name: planted.foreignName.value,
    email: "foreign@example.com",
    words: planted.foreignWords.value,
  });
  await agent.api.message.reply.mutate({
    sessionId: customer.sessionId,
    clientId: randomUUID(),
    text: planted.agentWords.value,
  });
  const made = [
    ...[customer, neighbour, foreignVisitor].map(({ token }) => secretOf("visitor's token", token)),
    secretOf("invitation", invited.link.slice(invited.link.lastIndexOf("/") + 1)),
    ...[admin, agent, theirs.admin].map(({ cookie }) => secretOf("login", loginOf(cookie))),
  ];
  return { customer, neighbour, foreignCustomer: foreignVisitor, agent, made };
}

/** What an admin types into the settings. */
async function furnish(admin: Member, planted: Canaries): Promise<void> {
  await admin.api.settings.setWidget.mutate({
    companyName: planted.companyName.value,
    greeting: planted.greeting.value,
    brandColour: "#036c75",
  });
  await admin.api.settings.setChatbot.mutate(
    botForm({
      // Nobody listens there: the call fails, and what fails is logged.
      url: "http://127.0.0.1:9/v1",
      model: planted.model.value,
      instructions: planted.instructions.value,
      timeoutMs: 5_000,
      name: planted.botName.value,
      token: planted.botToken.value,
    }),
  );
}

interface Newcomer {
  name: string;
  email: string;
  words: string;
  browser?: string;
}

async function enter(
  url: string,
  widgetKey: string,
  { name, email, words, browser }: Newcomer,
): Promise<CustomerSession> {
  const headers = { "x-widget-key": widgetKey, "user-agent": browser ?? "Browser" };
  const key = randomBytes(32).toString("base64url");
  const { sessionId, token } = await createApiClient(url, headers).session.open.mutate({ key, name, email });
  const { message, session } = createApiClient(url, { ...headers, authorization: `Bearer ${token}` });
  await session.askPerson.mutate({ sessionId });
  await message.send.mutate({ sessionId, clientId: randomUUID(), text: words });
  return { widgetKey, token, sessionId };
}

function secretOf(field: string, value: string): Canary {
  return { field, value, readers: [], isKept: false };
}

/** The secret part of a cookie: its value up to the signature. */
function loginOf(cookie: string): string {
  return decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)).split(".")[0] ?? cookie;
}
