import { randomBytes, randomUUID } from "node:crypto";
import type { SessionId } from "#domain/model/ids.ts";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { authenticatorCode } from "../../e2e/support/authenticator-code.ts";
import { botSettingsInput } from "../../e2e/support/bot-settings-input.ts";
import {
  addAgent,
  completeSetUp,
  type Member,
  PASSWORD,
  type Person,
} from "../../e2e/support/member-accounts.ts";
import type { SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";

const ANA = { name: "Ana Ruiz", email: "ana@fern.example" };

/** People of a company, and whatever depends on the deployment's secret or must not. */
export interface PeopleWithSecrets {
  /** The admin, whose company has a chatbot with a token. */
  ana: Member;
  /** An agent with a second step. */
  ben: Member;
  /** The secret in Ben's authenticator app. */
  appSecret: string;
  recoveryCodes: readonly string[];
  /** The token of an invitation that nobody has used. */
  invitation: string;
  customer: { widgetKey: string; token: string; sessionId: SessionId };
}

/** Sets the company up, with everything that is encrypted or signed. */
export async function createPeopleWithSecrets({
  url,
  setUpLink,
}: SwitchboardProcess): Promise<PeopleWithSecrets> {
  const ana = await completeSetUp(url, setUpLink(), ANA);
  // Nothing listens there.
  const bot = botSettingsInput({ url: "http://127.0.0.1:9/v1", model: "some-model", token: "sk-some-token" });
  await ana.api.settings.setChatbot.mutate(bot);
  await ana.api.settings.turnSwitch.mutate({ answers: "agents" });
  const ben = await addAgent(url, ana, "Ben");
  const { secret } = await ben.api.account.beginSecondStep.mutate({});
  const code = await authenticatorCode(secret);
  const { recoveryCodes } = await ben.api.account.confirmSecondStep.mutate({ code });
  const { link } = await ana.api.team.invite.mutate({ email: null, role: "agent" });
  const { widgetKey } = await ana.api.agent.me.query({});
  const form = { key: randomBytes(32).toString("base64url"), name: "Carla", email: "carla@example.com" };
  const opened = await createApiClient(url, { "x-widget-key": widgetKey }).session.open.mutate(form);
  return {
    ana,
    ben,
    appSecret: secret,
    recoveryCodes,
    invitation: link.slice(link.lastIndexOf("/") + 1),
    customer: { widgetKey, token: opened.token, sessionId: opened.sessionId },
  };
}

/** Has the customer send a message with the credentials they have. @throws the API's refusal */
export async function sendAsCustomer(
  url: string,
  { widgetKey, token, sessionId }: PeopleWithSecrets["customer"],
): Promise<void> {
  const headers = { "x-widget-key": widgetKey, authorization: `Bearer ${token}` };
  const { message } = createApiClient(url, headers);
  await message.send.mutate({ sessionId, clientId: randomUUID(), text: "Are you there?" });
}

/** The response to a sign-in: its status, and the code of the refusal. */
export interface SignInAnswer {
  status: number;
  code: string | null;
}

/** Tries to sign in with a password and a code of the second step. */
export async function trySignIn(
  url: string,
  { email }: Person,
  { password = PASSWORD, code = "" } = {},
): Promise<SignInAnswer> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, "x-requested-by": "switchboard" },
    body: JSON.stringify({ email, password, ...(code === "" ? {} : { code }) }),
  });
  const body: { code?: string } = await response.json().catch(() => ({}));
  return { status: response.status, code: response.ok ? null : (body.code ?? null) };
}
