import { randomUUID } from "node:crypto";
import { readCallFailure } from "#transport/call-failure.ts";
import type { CustomerTab } from "../../actors/customers/customer-tab.ts";
import { readDatabaseContent } from "../../checks/database-content.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  chats: number;
  /** Whether the server is killed before the deadline and started again before it. */
  isKilled: boolean;
}

const SIZES: Record<Tier, Size> = {
  short: { chats: 80, isKilled: false },
  full: { chats: 500, isKilled: true },
  release: { chats: 1500, isKilled: true },
};
/** The shortest limit an admin can set. */
const LIMIT_MS = 10_000;
const WARNING_MS = 5_000;
const NEAR_MS = 50;
const BUSY_MS = 400;
const KILLED_BEFORE_MS = 5_000;
const TIMEOUT_MS = 30_000;
const OPEN_AT_ONCE = 20;

/** Messages within 50 ms of the end, from two tabs. */
export const idleEnd: Scenario = {
  name: "idle-end",
  promise:
    "a message at the deadline is accepted and resets the clock, or refused; never both, and there is one end",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  isMostlyWaiting: true,
  run: (run) => runIdleEnd(run, SIZES[run.tier]),
};

async function runIdleEnd(run: Run, size: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 1, capacity: 50, speed: 1 });
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  await organization.admin.api.settings.setSessions.mutate({ limitMs: LIMIT_MS, warningMs: WARNING_MS });
  for (const outcome of ["taken", "refused"]) run.faults.plan(`send at the deadline, ${outcome}`, 1);
  if (size.isKilled) run.faults.plan("kill -9 before the deadline", 1);
  const tabs: CustomerTab[][] = [];
  for (let chat = 0; chat < size.chats; chat += OPEN_AT_ONCE) {
    const indexes = Array.from(
      { length: Math.min(OPEN_AT_ONCE, size.chats - chat) },
      (_, place) => chat + place,
    );
    tabs.push(
      ...(await Promise.all(
        indexes.map(async (place) => {
          const customerSession = await testbed.openSession(organization, `customer ${place}`);
          return ["a", "b"].map((name) => testbed.openCustomerTab(customerSession, `g${place}${name}`));
        }),
      )),
    );
  }
  if (size.isKilled) void killEarly(testbed);
  await Promise.all(tabs.map((pair) => sendAtDeadline(testbed, pair)));
  await waitUntil(() => tabs.flat().every(hasEnded), TIMEOUT_MS);
  for (const tab of tabs.flat())
    if (!hasEnded(tab)) run.counters.count("late", `${tab.actor} was not shown the end`);
  await healAndCheck(testbed, { mayRefuse: ["session-ended"] });
  await checkClocks(testbed);
}

function hasEnded({ view }: CustomerTab): boolean {
  return view.stretches.at(-1)?.shown.some(({ kind }) => kind === "session-ended") ?? false;
}

/** Sends twice: the first message sets the deadline, the second is sent at the deadline from both tabs. */
async function sendAtDeadline(testbed: Testbed, pair: readonly CustomerTab[]): Promise<void> {
  const random = testbed.run.random.fork(`${pair[0]?.actor} aims`);
  const [first] = pair;
  if (first === undefined) return;
  const startedAt = performance.now();
  const sentAt = await send(testbed, first, "to begin with");
  // The time a message arrives counts. So a third of the chats allow for the time of a request, and a third for its
  // time on a busy machine.
  const lead = random.pick([0, performance.now() - startedAt, BUSY_MS]) ?? 0;
  if (sentAt === null) return;
  const deadline = sentAt + LIMIT_MS;
  await Promise.all(
    pair.map(async (tab) => {
      await Bun.sleep(deadline + random.whole(-NEAR_MS, NEAR_MS) - lead - Date.now());
      const acceptedAt = await send(testbed, tab, "at the last moment");
      testbed.run.faults.applied(`send at the deadline, ${acceptedAt === null ? "refused" : "taken"}`);
    }),
  );
}

/** Sends without an outbox, whose delays would miss the deadline. Returns the server's time; `null` if refused. */
async function send(
  { actorContext }: Testbed,
  { actor, customerSession, api }: CustomerTab,
  content: string,
): Promise<number | null> {
  const { sessionId, organization } = customerSession;
  const clientId = randomUUID();
  const text = `${actor} ${content}`;
  actorContext.submissions.prepare({
    clientId,
    actor,
    orgId: organization.orgId,
    sessionId,
    authorKey: "customer",
    text,
  });
  for (;;) {
    actorContext.submissions.invoke(clientId);
    try {
      const answer = await api.message.send.mutate({ sessionId, clientId, text });
      actorContext.submissions.ack(clientId, answer);
      return answer.sentAt;
    } catch (error) {
      const failure = readCallFailure(error);
      if (failure.kind === "refused") {
        actorContext.submissions.refuse(clientId, failure.reason);
        return null;
      }
    }
  }
}

async function killEarly({ run, deployment }: Testbed): Promise<void> {
  await Bun.sleep(LIMIT_MS - KILLED_BEFORE_MS);
  const [victim] = deployment.instances;
  await victim?.end("SIGKILL");
  run.faults.applied("kill -9 before the deadline");
  await victim?.start();
}

/** Checks that every message moved the end to exactly the limit after it, even across a restart. */
async function checkClocks({ run, deployment }: Testbed): Promise<void> {
  const { facts } = await readDatabaseContent(deployment);
  for (const { fact } of facts) {
    if (fact.kind !== "message-posted") continue;
    const { message, clock, sessionId } = fact;
    if (clock.expiresAt !== message.sentAt + LIMIT_MS)
      run.counters.count(
        "wrongEnd",
        `${sessionId} ends ${clock.expiresAt - message.sentAt} ms after a message`,
      );
  }
}
