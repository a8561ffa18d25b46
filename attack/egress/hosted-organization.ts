import { randomBytes, randomUUID } from "node:crypto";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { PASSWORD, completeSetUp, signIn } from "../../e2e/support/member-accounts.ts";
import { startSwitchboardProcess, type SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";
import { httpStatusOf } from "../support/http-status-of.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { CustomerState } from "#domain/views/customer-state.ts";
import { botSettingsInput } from "../../e2e/support/bot-settings-input.ts";

/** An organization on a hosted deployment, with the actions of its admins and customers. */
export interface HostedOrganization extends AsyncDisposable {
  /** Tests an address without storing it; returns the outcomes of the checks. */
  test: (url: string) => Promise<readonly string[]>;
  /** Stores an address with the token, or with the stored one; returns whether it was accepted. */
  save: (url: string, token?: string | null) => Promise<boolean>;
  /** Asks as a customer; returns the bot's answer, or `failed`. */
  ask: () => Promise<string>;
  printed: () => string;
}

/** A public deployment, whose admins are not trusted: no internal address may be called. */
const PUBLIC_URL = "https://chat.example";
/** Enough admins that none of them is rate-limited. */
const ADMINS = 14;
const OWNER = { name: "Mallory Admin", email: "mallory@evil.example" };
export const CANARY_TOKEN = "sk-canary-of-the-company";

/** Starts a hosted Switchboard whose operator allows these origins, with one organization. */
export async function openHostedOrganization(allowed: readonly string[]): Promise<HostedOrganization> {
  const switchboard = await startSwitchboardProcess({
    env: {
      PUBLIC_URL,
      TRUST_PROXY: "1",
      RATE_LIMITS: "on",
      BOT_EGRESS_ALLOW: allowed.join(","),
    },
  });
  try {
    return await setUpOrganization(switchboard);
  } catch (error) {
    await switchboard[Symbol.asyncDispose]();
    throw error;
  }
}

async function setUpOrganization(switchboard: SwitchboardProcess): Promise<HostedOrganization> {
  const local = `http://127.0.0.1:${switchboard.port}`;
  const owner = await completeSetUp(local, switchboard.setUpLink(), OWNER, PUBLIC_URL);
  const cookies = [owner.cookie];
  for (let at = 1; at < ADMINS; at += 1) cookies.push(await addAdmin(local, owner.cookie, at));
  // Use the admins in turn, because the changes of each are rate-limited.
  let turn = 0;
  const api = () => {
    const cookie = cookies[(turn += 1) % cookies.length] ?? owner.cookie;
    return createApiClient(local, { origin: PUBLIC_URL, cookie, ...fromRandomAddress() });
  };
  const { widgetKey } = await api().agent.me.query({});
  return {
    async test(url) {
      const report = await unlessMalformed(api().settings.testChatbot.mutate(form(url, CANARY_TOKEN)));
      return report?.checks.map(({ outcome }) => outcome) ?? ["malformed"];
    },
    save: async (url, token = CANARY_TOKEN) =>
      (await unlessMalformed(api().settings.setChatbot.mutate(form(url, token)))) !== null,
    ask: () => ask(local, widgetKey),
    printed: switchboard.printed,
    [Symbol.asyncDispose]: () => switchboard[Symbol.asyncDispose](),
  };
}

async function addAdmin(local: string, cookie: string, number: number): Promise<string> {
  const owner = createApiClient(local, { origin: PUBLIC_URL, cookie, ...fromRandomAddress() });
  const { link } = await owner.team.invite.mutate({ email: null, role: "admin" });
  const token = link.slice(link.lastIndexOf("/") + 1);
  const person = { name: `Admin ${number}`, email: `admin${number}@evil.example` };
  await createApiClient(local, { origin: PUBLIC_URL, ...fromRandomAddress() }).account.join.mutate({
    ...person,
    token,
    password: PASSWORD,
  });
  const { cookie: adminCookie } = await signIn(local, person, {
    origin: PUBLIC_URL,
    address: randomAddress(),
  });
  return adminCookie;
}

const BAD_REQUEST = 400;

/** Returns `null` for a malformed address. Any other refusal has nothing to do with the guard and is thrown. */
async function unlessMalformed<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (httpStatusOf(error) === BAD_REQUEST) return null;
    throw error;
  }
}

function form(url: string, token: string | null) {
  return botSettingsInput({
    url,
    token,
    model: "tea-1",
    instructions: "",
    timeoutMs: 5_000,
    usesKnowledge: false,
  });
}

/** Gives each call a different client address, so that no rate limit hides the guard under test. */
function fromRandomAddress(): Record<string, string> {
  return { "x-forwarded-for": randomAddress() };
}

function randomAddress(): string {
  return [10, ...randomBytes(3)].join(".");
}

async function ask(local: string, widgetKey: string): Promise<string> {
  const anonymous = () => ({ origin: PUBLIC_URL, "x-widget-key": widgetKey, ...fromRandomAddress() });
  const { sessionId, token } = await createApiClient(local, anonymous()).session.open.mutate({
    key: randomBytes(32).toString("base64url"),
    name: "Customer",
    email: "customer@evil.example",
  });
  const customer = () => createApiClient(local, { ...anonymous(), authorization: `Bearer ${token}` });
  await customer().message.send.mutate({ sessionId, clientId: randomUUID(), text: "Hello?" });
  let answer: string | null = null;
  await waitUntil("the chatbot answers or fails", async () => {
    answer = outcomeOf(await customer().session.current.query({}));
    return answer !== null;
  });
  return answer ?? "";
}

/**
 * The outcome for the customer: the bot's answer, or `failed` once a person takes over; `null` while it is pending.
 */
function outcomeOf({ session }: CustomerState): string | null {
  if (session === null) return null;
  const answers = session.talk.entries.flatMap((entry) =>
    "message" in entry && entry.message.author.kind === "bot" ? [entry.message.text] : [],
  );
  return answers[0] ?? (session.talk.holder.kind === "bot" ? null : "failed");
}
