import { type RecordingSocket, openRecordingSocket } from "../support/recording-socket.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import type { PlantedActors, CustomerSession } from "./plant-canaries.ts";
import type { Actor } from "./canaries.ts";
import { type KnownIds, QUERIES, SUBSCRIPTIONS } from "./read-calls.ts";

/** For who knows no id. */
const NOTHING_KNOWN: KnownIds = { sessionId: "ses_0", customerId: "cus_0", email: "a@example.com" };

/** Collects everything each actor is sent: the responses to every query, and the events of every subscription. */
export async function collectResponses(
  organizations: TwoOrganizations,
  actors: PlantedActors,
): Promise<Record<Actor, string>> {
  const { url, ours, theirs } = organizations;
  const { widgetKey } = ours;
  const anonymous = { headers: { "x-widget-key": widgetKey }, params: { widgetKey } };
  return {
    anonymous: await responsesTo(url, anonymous, NOTHING_KNOWN),
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

async function responsesToCustomer(
  url: string,
  { widgetKey, token, sessionId }: CustomerSession,
): Promise<string> {
  const headers = { "x-widget-key": widgetKey, authorization: `Bearer ${token}` };
  return await responsesTo(url, { headers, params: { widgetKey, token } }, { ...NOTHING_KNOWN, sessionId });
}

async function responsesToMember(url: string, cookie: string): Promise<string> {
  const inbox = await query(url, { cookie }, "agent.inbox", {});
  const customerIds = [...new Set(inbox.match(/cus_[\w-]+/g))];
  const opened = await mutate(url, { cookie }, "agent.look", { customerIds });
  const known = {
    customerId: customerIds[0] ?? NOTHING_KNOWN.customerId,
    sessionId: /ses_[\w-]+/.exec(opened)?.[0] ?? NOTHING_KNOWN.sessionId,
    email: /[\w.]+@customer\.example/.exec(opened)?.[0] ?? NOTHING_KNOWN.email,
  };
  return opened + (await responsesTo(url, { headers: { cookie }, cookie }, known));
}

async function responsesTo(
  url: string,
  { headers, cookie, params }: Caller,
  known: KnownIds,
): Promise<string> {
  let responses = "";
  for (const [path, input] of Object.entries(QUERIES))
    responses += await query(url, headers, path, input(known));
  const subscriptions = Object.entries(SUBSCRIPTIONS).map(([path, input]) => [path, input(known)] as const);
  const options = cookie === undefined ? { url, params: params ?? {} } : { url, cookie };
  const socket: RecordingSocket = await openRecordingSocket(options, subscriptions);
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
