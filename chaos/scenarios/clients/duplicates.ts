import { randomUUID } from "node:crypto";
import { isConnectionLost } from "#transport/call-failure.ts";
import { type Api } from "../../actors/clients/http-api.ts";
import { type CustomerSession, customerApi } from "../../actors/clients/organization.ts";
import type { CustomerTab } from "../../actors/customers/customer-tab.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { killAtProgress } from "../../steps/kill-at-progress.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  chats: number;
  /** In each chat, one after the other. */
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
/** Where the database can be shared. */
const MACHINES = 2;
/** At least one message in so many goes to both of them. */
const PER_SHARED = 3;

/** A way in, and which machine it leads to; by number. */
interface Door {
  api: Api;
  machine: number;
}

/** T8: the same message many times at once, by every way there is. */
export const duplicates: Scenario = {
  name: "duplicates",
  promise:
    "a message sent one to five times at once over HTTP and two sockets, to two machines where there are two, is stored once",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: (run) => runDuplicates(run, SIZES[run.tier]),
};

async function runDuplicates(run: Run, size: Size): Promise<void> {
  const machines = run.db === "postgres" ? Math.max(run.instances, MACHINES) : 1;
  await using testbed = await openTestbed(
    { ...run, instances: machines },
    { organizations: 2, capacity: CAPACITY, speed: SPEED },
  );
  const sends = size.chats * size.messages;
  run.faults.plan("message sent more than once", sends / 2);
  if (machines > 1) run.faults.plan("message sent to two machines at once", sends / PER_SHARED);
  run.faults.plan("message sent again later with other words", 1);
  const tabs: CustomerTab[][] = [];
  for (let chat = 0; chat < size.chats; chat += 1) {
    const organization = testbed.organizations[chat % 2];
    if (organization === undefined) continue;
    const customerSession = await testbed.openSession(organization, `guest ${chat}`);
    tabs.push(["a", "b"].map((name, place) => openTabAt(testbed, customerSession, `g${chat}${name}`, place)));
  }
  const killed = killAtProgress(testbed, sends, size.kills);
  await Promise.all([killed, ...tabs.map((pair) => repeatItself(testbed, pair, size.messages))]);
  await healAndCheck(testbed);
}

/** The second tab goes to the second machine, where there is one. */
function openTabAt(
  testbed: Testbed,
  customerSession: CustomerSession,
  name: string,
  place: number,
): CustomerTab {
  const { instances } = testbed.deployment;
  return testbed.openCustomerTab(customerSession, name, { dial: instances[place % instances.length]?.url });
}

/** A socket and a single request to each machine. */
function doorsOf({ actorContext, deployment: { instances } }: Testbed, tabs: readonly CustomerTab[]): Door[] {
  return tabs.flatMap(({ api, customerSession }, place) => {
    const machine = place % instances.length;
    return [
      { api, machine },
      { api: customerApi(actorContext.url, customerSession, instances[machine]?.url), machine },
    ];
  });
}

async function repeatItself(testbed: Testbed, tabs: readonly CustomerTab[], count: number): Promise<void> {
  const { run, actorContext } = testbed;
  const doors = doorsOf(testbed, tabs);
  const [one] = tabs;
  const [first] = doors;
  if (one === undefined || first === undefined) return;
  const { customerSession, actor } = one;
  const { sessionId, organization } = customerSession;
  const random = run.random.fork(`${actor} repeats`);
  for (let place = 0; place < count; place += 1) {
    const text = `${actor} ${place}: said more than once`;
    const clientId = randomUUID();
    const said = { clientId, actor, orgId: organization.orgId, sessionId, authorKey: "customer", text };
    actorContext.submissions.prepare(said);
    const copies = random.whole(1, MOST_COPIES);
    if (copies > 1) run.faults.applied("message sent more than once");
    const ways = Array.from({ length: copies }, () => random.pick(doors) ?? first);
    if (new Set(ways.map(({ machine }) => machine)).size > 1)
      run.faults.applied("message sent to two machines at once");
    await Promise.all(ways.map(({ api }) => sendUntilAnswered(testbed, api, said)));
    if (!random.happens(LATE_COPIES)) continue;
    run.faults.applied("message sent again later with other words");
    const late = random.pick(doors) ?? first;
    const duplicate = await sendUntilAnswered(testbed, late.api, {
      ...said,
      text: `${text}, in other words`,
    });
    if (!duplicate) run.counters.count("dupDb", `${clientId} was taken for a new message the second time`);
  }
}

/** As a client does: without an answer, again; the answer is whether the server knew the message. */
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

/** The stock client's word for a request that got no answer it could read. */
function isUnanswered(error: unknown): boolean {
  return error instanceof Error && (!("data" in error) || error.data === undefined);
}
