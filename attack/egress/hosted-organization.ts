import { randomBytes, randomUUID } from "node:crypto";
import { createApiClient, PASSWORD, setUp, signIn } from "../../e2e/support/api-client.ts";
import { startSwitchboardProcess, type SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";
import { httpStatusOf } from "../support/http-status-of.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { CustomerState } from "#domain/views/customer-state.ts";
import { botForm } from "../../e2e/support/bot-form.ts";

/** What an admin of a hosted company has: a settings page, and customers who ask. */
export interface HostedOrganization extends AsyncDisposable {
  /** Tries an address without storing it; the outcomes of the checks. */
  test: (url: string) => Promise<readonly string[]>;
  /** Stores it with the token, or with what is stored; whether it was taken. */
  save: (url: string, token?: string | null) => Promise<boolean>;
  /** A customer asks; what came of it: the chatbot's words, or `failed`. */
  ask: () => Promise<string>;
  printed: () => string;
}

/** Where strangers are admins: nothing inside is to be called, whatever they type. */
const PUBLIC_URL = "https://chat.example";
/** Enough that none of them is told to wait. */
const ADMINS = 14;
const OWNER = { name: "Mallory Admin", email: "mallory@evil.example" };
export const CANARY_TOKEN = "sk-canary-of-the-company";

/** Starts a hosted Switchboard whose operator lists these origins, with one company on it. */
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
    return await moveIn(switchboard);
  } catch (error) {
    await switchboard[Symbol.asyncDispose]();
    throw error;
  }
}

async function moveIn(switchboard: SwitchboardProcess): Promise<HostedOrganization> {
  const local = `http://127.0.0.1:${switchboard.port}`;
  const owner = await setUp(local, switchboard.setUpLink(), OWNER, PUBLIC_URL);
  const cookies = [owner.cookie];
  for (let at = 1; at < ADMINS; at += 1) cookies.push(await hireAdmin(local, owner.cookie, at));
  // One after the other, because each may change only so much at a time.
  let turn = 0;
  const api = () => {
    const cookie = cookies[(turn += 1) % cookies.length] ?? owner.cookie;
    return createApiClient(local, { origin: PUBLIC_URL, cookie, ...fromAnywhere() });
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

async function hireAdmin(local: string, cookie: string, number: number): Promise<string> {
  const owner = createApiClient(local, { origin: PUBLIC_URL, cookie, ...fromAnywhere() });
  const { link } = await owner.team.invite.mutate({ email: null, role: "admin" });
  const token = link.slice(link.lastIndexOf("/") + 1);
  const person = { name: `Admin ${number}`, email: `admin${number}@evil.example` };
  await createApiClient(local, { origin: PUBLIC_URL, ...fromAnywhere() }).account.join.mutate({
    ...person,
    token,
    password: PASSWORD,
  });
  const { cookie: own } = await signIn(local, person, { origin: PUBLIC_URL, address: anywhere() });
  return own;
}

const BAD_REQUEST = 400;

/** `null` for what is not even an address; whatever else is refused says nothing of the guard. */
async function unlessMalformed<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (httpStatusOf(error) === BAD_REQUEST) return null;
    throw error;
  }
}

function form(url: string, token: string | null) {
  return botForm({
    url,
    token,
    model: "tea-1",
    instructions: "",
    timeoutMs: 5_000,
    usesKnowledge: false,
  });
}

/** Each call comes from elsewhere, so that no limit stands in for the guard that is tried. */
function fromAnywhere(): Record<string, string> {
  return { "x-forwarded-for": anywhere() };
}

function anywhere(): string {
  return [10, ...randomBytes(3)].join(".");
}

async function ask(local: string, widgetKey: string): Promise<string> {
  const stranger = () => ({ origin: PUBLIC_URL, "x-widget-key": widgetKey, ...fromAnywhere() });
  const { sessionId, token } = await createApiClient(local, stranger()).session.open.mutate({
    key: randomBytes(32).toString("base64url"),
    name: "Customer",
    email: "customer@evil.example",
  });
  const customer = () => createApiClient(local, { ...stranger(), authorization: `Bearer ${token}` });
  await customer().message.send.mutate({ sessionId, clientId: randomUUID(), text: "Hello?" });
  let answer: string | null = null;
  await waitUntil("the chatbot answers or fails", async () => {
    answer = outcomeOf(await customer().session.current.query({}));
    return answer !== null;
  });
  return answer ?? "";
}

/** What a customer is told: words of a chatbot, or that a person comes instead; `null` while neither is. */
function outcomeOf({ session }: CustomerState): string | null {
  if (session === null) return null;
  const words = session.talk.entries.flatMap((entry) =>
    "message" in entry && entry.message.author.kind === "bot" ? [entry.message.text] : [],
  );
  return words[0] ?? (session.talk.holder.kind === "bot" ? null : "failed");
}
