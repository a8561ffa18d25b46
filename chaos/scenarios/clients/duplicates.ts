import { randomUUID } from "node:crypto";
import { isConnectionLost } from "#transport/call-failure.ts";
import { type Api } from "../../actors/clients/http-api.ts";
import { type CustomerSession, customerApi } from "../../actors/customers/open-customer-sessions.ts";
import type { CustomerTab } from "../../actors/customers/customer-tab.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { killAtProgress } from "../../steps/kill-at-progress.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  chats: number;
  /** Messages per chat, one after the other. */
  messages: number;
  kills: number;
}

const SIZES: Record<Tier, Size> = {
  short: { chats: 20, messages: 30, kills: 2 },
  full: { chats: 50, messages: 200, kills: 5 },
  release: { chats: 50, messages: 600, kills: 10 },
};
const MOST_COPIES = 5;
const LATE_COPIES = 0.1;
const SPEED = 4;
const CAPACITY = 50;
const TRY_AGAIN_MS = 200;
/** The number of instances on Postgres, which they can share. */
const INSTANCES = 2;
/** With two instances, at least one message in this many goes to both. */
const PER_SHARED = 3;

/** A client with the number of the instance it is connected to. */
interface Route {
  api: Api;
  instance: number;
}

/** The same message many times concurrently, over every transport. */
export const duplicates: Scenario = {
  name: "duplicates",
  promise:
    "a message sent one to five times at once over HTTP and two sockets, to two instances where there are two, is stored once",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: (run) => runDuplicates(run, SIZES[run.tier]),
};

async function runDuplicates(run: Run, size: Size): Promise<void> {
  const instanceCount = run.db === "postgres" ? Math.max(run.instances, INSTANCES) : 1;
  await using testbed = await openTestbed(
    { ...run, instances: instanceCount },
    { organizations: 2, capacity: CAPACITY, speed: SPEED },
  );
  const sends = size.chats * size.messages;
  run.faults.plan("message sent more than once", sends / 2);
  if (instanceCount > 1) run.faults.plan("message sent to two machines at once", sends / PER_SHARED);
  run.faults.plan("message sent again later with other words", 1);
  const tabs: CustomerTab[][] = [];
  for (let chat = 0; chat < size.chats; chat += 1) {
    const organization = testbed.organizations[chat % 2];
    if (organization === undefined) continue;
    const customerSession = await testbed.openSession(organization, `customer ${chat}`);
    tabs.push(["a", "b"].map((name, place) => openTabAt(testbed, customerSession, `g${chat}${name}`, place)));
  }
  const killed = killAtProgress(testbed, sends, size.kills);
  await Promise.all([killed, ...tabs.map((pair) => sendDuplicates(testbed, pair, size.messages))]);
  await healAndCheck(testbed);
}

/** Opens a tab. The second one connects to the second instance, if there is one. */
function openTabAt(
  testbed: Testbed,
  customerSession: CustomerSession,
  name: string,
  place: number,
): CustomerTab {
  const { instances } = testbed.deployment;
  return testbed.openCustomerTab(customerSession, name, {
    connectUrl: instances[place % instances.length]?.url,
  });
}

/** Creates a socket client and a client of single requests for each instance. */
function routesOf(
  { actorContext, deployment: { instances } }: Testbed,
  tabs: readonly CustomerTab[],
): Route[] {
  return tabs.flatMap(({ api, customerSession }, place) => {
    const instance = place % instances.length;
    return [
      { api, instance },
      { api: customerApi(actorContext.url, customerSession, instances[instance]?.url), instance },
    ];
  });
}

async function sendDuplicates(testbed: Testbed, tabs: readonly CustomerTab[], count: number): Promise<void> {
  const { run, actorContext } = testbed;
  const routes = routesOf(testbed, tabs);
  const [firstTab] = tabs;
  const [first] = routes;
  if (firstTab === undefined || first === undefined) return;
  const { customerSession, actor } = firstTab;
  const { sessionId, organization } = customerSession;
  const random = run.random.fork(`${actor} repeats`);
  for (let place = 0; place < count; place += 1) {
    const text = `${actor} ${place}: sent more than once`;
    const clientId = randomUUID();
    const message = { clientId, actor, orgId: organization.orgId, sessionId, authorKey: "customer", text };
    actorContext.submissions.prepare(message);
    const copies = random.whole(1, MOST_COPIES);
    if (copies > 1) run.faults.applied("message sent more than once");
    const chosen = Array.from({ length: copies }, () => random.pick(routes) ?? first);
    if (new Set(chosen.map(({ instance }) => instance)).size > 1)
      run.faults.applied("message sent to two machines at once");
    await Promise.all(chosen.map(({ api }) => sendUntilAnswered(testbed, api, message)));
    if (!random.happens(LATE_COPIES)) continue;
    run.faults.applied("message sent again later with other words");
    const late = random.pick(routes) ?? first;
    const duplicate = await sendUntilAnswered(testbed, late.api, {
      ...message,
      text: `${text}, in other words`,
    });
    if (!duplicate) run.counters.count("dupDb", `${clientId} was stored as a new message when sent again`);
  }
}

/** Sends again until there is a response, as a client does. Returns whether the server already had the message. */
async function sendUntilAnswered(
  { actorContext }: Testbed,
  api: Api,
  {
    clientId,
    sessionId,
    text,
  }: { clientId: string; sessionId: CustomerTab["customerSession"]["sessionId"]; text: string },
): Promise<boolean> {
  for (;;) {
    try {
      actorContext.submissions.invoke(clientId);
      const answer = await api.message.send.mutate({ clientId, sessionId, text });
      actorContext.submissions.ack(clientId, answer);
      return answer.duplicate;
    } catch (error) {
      if (!isConnectionLost(error) && !isUnanswered(error)) throw error;
      await Bun.sleep(TRY_AGAIN_MS);
    }
  }
}

/** Whether this is the stock client's error for a request without a readable response. */
function isUnanswered(error: unknown): boolean {
  return error instanceof Error && (!("data" in error) || error.data === undefined);
}
