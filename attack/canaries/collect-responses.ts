import { randomBytes } from "node:crypto";
import { type RecordingSocket, openRecordingSocket } from "../support/recording-socket.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import type { Cast, CustomerSession } from "./plant-canaries.ts";
import type { Actor } from "./canaries.ts";

/** All that each actor is sent: answers to every question there is, and what comes by every subscription. */
export async function collectResponses(
  organizations: TwoOrganizations,
  cast: Cast,
): Promise<Record<Actor, string>> {
  const { url, ours, theirs } = organizations;
  const passing = { "x-widget-key": ours.widgetKey };
  return {
    passerBy: await heardBy(url, { headers: passing, params: { widgetKey: ours.widgetKey } }, PUBLIC),
    visitor: await heardByGuest(url, cast.customer),
    neighbour: await heardByGuest(url, cast.neighbour),
    foreignVisitor: await heardByGuest(url, cast.foreignCustomer),
    agent: await heardByMember(url, cast.agent.cookie),
    admin: await heardByMember(url, ours.admin.cookie),
    foreignAdmin: await heardByMember(url, theirs.admin.cookie),
  };
}

interface Asking {
  headers: Record<string, string>;
  cookie?: string;
  params?: Readonly<Record<string, string>>;
}

interface Plan {
  queries: readonly (readonly [path: string, input: object])[];
  subscriptions: readonly (readonly [path: string, input: object])[];
}

const PUBLIC: Plan = {
  queries: [
    ["session.greeting", {}],
    ["account.setUpState", { token: randomBytes(32).toString("base64url") }],
    ["account.invitation", { token: randomBytes(32).toString("base64url") }],
  ],
  subscriptions: [["session.watchPublic", {}]],
};

async function heardByGuest(url: string, { widgetKey, token, sessionId }: CustomerSession): Promise<string> {
  const headers = { "x-widget-key": widgetKey, authorization: `Bearer ${token}` };
  return await heardBy(
    url,
    { headers, params: { widgetKey, token } },
    {
      queries: [...PUBLIC.queries, ["session.current", {}]],
      subscriptions: [
        ["session.watchPublic", {}],
        ["session.watch", { sessionId, after: 0 }],
        ["session.whispers", { sessionId }],
      ],
    },
  );
}

async function heardByMember(url: string, cookie: string): Promise<string> {
  const inbox = await ask(url, { cookie }, "agent.inbox", {});
  const customerIds = [...new Set(inbox.match(/cus_[\w-]+/g))];
  const before = { at: Date.now() + 1, customerId: customerIds[0] ?? "cus_0" };
  const looked = await tell(url, { cookie }, "agent.look", { customerIds });
  const heard = await heardBy(
    url,
    { headers: { cookie }, cookie },
    {
      queries: [
        ...["agent.me", "agent.colleagues", "settings.get", "settings.previewSwitch", "team.get"].map(
          (path) => [path, {}] as const,
        ),
        ["agent.chattedWith", { before }],
        ["agent.chattedWith", { before: null }],
        ["agent.earlier", earlierOf(looked, customerIds[0])],
      ],
      subscriptions: [
        ["agent.watch", { after: 0 }],
        ["agent.whispers", {}],
      ],
    },
  );
  return inbox + looked + heard;
}

function earlierOf(looked: string, customerId: string | undefined): object {
  const sessionId = /ses_[\w-]+/.exec(looked)?.[0] ?? "ses_0";
  return { customerId: customerId ?? "cus_0", before: { sessionId, sessionNo: null } };
}

async function heardBy(url: string, { headers, cookie, params }: Asking, plan: Plan): Promise<string> {
  let heard = "";
  for (const [path, input] of plan.queries) heard += await ask(url, headers, path, input);
  const way = cookie === undefined ? { url, params: params ?? {} } : { url, cookie };
  const listener: RecordingSocket = await openRecordingSocket(way, plan.subscriptions);
  await waitUntil("a subscription is answered", () => listener.heard().includes('"started"'));
  // Then whatever comes by itself: nothing for a moment is all there is.
  for (let length = -1; length !== listener.heard().length;) {
    length = listener.heard().length;
    await Bun.sleep(QUIET_MS);
  }
  listener.close();
  return heard + listener.heard();
}

const QUIET_MS = 300;

/** The raw answer, headers included. */
async function ask(
  url: string,
  headers: Record<string, string>,
  path: string,
  input: object,
): Promise<string> {
  const query = encodeURIComponent(JSON.stringify(input));
  const response = await fetch(`${url}/trpc/${path}?input=${query}`, {
    headers: { origin: url, "x-requested-by": "switchboard", ...headers },
  });
  return JSON.stringify([...response.headers]) + (await response.text());
}

async function tell(
  url: string,
  headers: Record<string, string>,
  path: string,
  input: object,
): Promise<string> {
  const response = await fetch(`${url}/trpc/${path}`, {
    method: "POST",
    headers: {
      origin: url,
      "content-type": "application/json",
      "x-requested-by": "switchboard",
      ...headers,
    },
    body: JSON.stringify(input),
  });
  return await response.text();
}
