import { randomBytes } from "node:crypto";
import { type RecordingSocket, openRecordingSocket } from "../support/recording-socket.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import type { PlantedActors, CustomerSession } from "./plant-canaries.ts";
import type { Actor } from "./canaries.ts";

/** Collects everything each actor is sent: the responses to every query, and the events of every subscription. */
export async function collectResponses(
  organizations: TwoOrganizations,
  actors: PlantedActors,
): Promise<Record<Actor, string>> {
  const { url, ours, theirs } = organizations;
  const headers = { "x-widget-key": ours.widgetKey };
  return {
    anonymous: await responsesTo(url, { headers, params: { widgetKey: ours.widgetKey } }, PUBLIC),
    customer: await responsesToCustomer(url, actors.customer),
    neighbour: await responsesToCustomer(url, actors.neighbour),
    foreignCustomer: await responsesToCustomer(url, actors.foreignCustomer),
    agent: await responsesToMember(url, actors.agent.cookie),
    admin: await responsesToMember(url, ours.admin.cookie),
    foreignAdmin: await responsesToMember(url, theirs.admin.cookie),
  };
}

interface Caller {
  headers: Record<string, string>;
  cookie?: string;
  params?: Readonly<Record<string, string>>;
}

interface Calls {
  queries: readonly (readonly [path: string, input: object])[];
  subscriptions: readonly (readonly [path: string, input: object])[];
}

const PUBLIC: Calls = {
  queries: [
    ["session.greeting", {}],
    ["account.setUpState", { token: randomBytes(32).toString("base64url") }],
    ["account.invitation", { token: randomBytes(32).toString("base64url") }],
  ],
  subscriptions: [["session.watchPublic", {}]],
};

async function responsesToCustomer(
  url: string,
  { widgetKey, token, sessionId }: CustomerSession,
): Promise<string> {
  const headers = { "x-widget-key": widgetKey, authorization: `Bearer ${token}` };
  return await responsesTo(
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

async function responsesToMember(url: string, cookie: string): Promise<string> {
  const inbox = await query(url, { cookie }, "agent.inbox", {});
  const customerIds = [...new Set(inbox.match(/cus_[\w-]+/g))];
  const before = { at: Date.now() + 1, customerId: customerIds[0] ?? "cus_0" };
  const opened = await mutate(url, { cookie }, "agent.look", { customerIds });
  const responses = await responsesTo(
    url,
    { headers: { cookie }, cookie },
    {
      queries: [
        ...["agent.me", "agent.colleagues", "settings.get", "settings.previewSwitch", "team.get"].map(
          (path) => [path, {}] as const,
        ),
        ["agent.chattedWith", { before }],
        ["agent.chattedWith", { before: null }],
        ["agent.earlier", earlierOf(opened, customerIds[0])],
      ],
      subscriptions: [
        ["agent.watch", { after: 0 }],
        ["agent.whispers", {}],
      ],
    },
  );
  return inbox + opened + responses;
}

function earlierOf(opened: string, customerId: string | undefined): object {
  const sessionId = /ses_[\w-]+/.exec(opened)?.[0] ?? "ses_0";
  return { customerId: customerId ?? "cus_0", before: { sessionId, sessionNo: null } };
}

async function responsesTo(url: string, { headers, cookie, params }: Caller, calls: Calls): Promise<string> {
  let responses = "";
  for (const [path, input] of calls.queries) responses += await query(url, headers, path, input);
  const options = cookie === undefined ? { url, params: params ?? {} } : { url, cookie };
  const socket: RecordingSocket = await openRecordingSocket(options, calls.subscriptions);
  await waitUntil("a subscription is answered", () => socket.received().includes('"started"'));
  // Then collect events until none has arrived for a while.
  for (let length = -1; length !== socket.received().length;) {
    length = socket.received().length;
    await Bun.sleep(QUIET_MS);
  }
  socket.close();
  return responses + socket.received();
}

const QUIET_MS = 300;

/** Sends a query and returns the raw response, headers included. */
async function query(
  url: string,
  headers: Record<string, string>,
  path: string,
  input: object,
): Promise<string> {
  const encoded = encodeURIComponent(JSON.stringify(input));
  const response = await fetch(`${url}/trpc/${path}?input=${encoded}`, {
    headers: { origin: url, "x-requested-by": "switchboard", ...headers },
  });
  return JSON.stringify([...response.headers]) + (await response.text());
}

async function mutate(
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
