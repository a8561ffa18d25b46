import { sendMessages } from "../../actors/messages/send-messages.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Where the clock of one process stands, one after the other; the true time is 0. */
const STANDS = [30 * MINUTE_MS, 0, -HOUR_MS, 0, HOUR_MS, DAY_MS, -DAY_MS, 0];
/** On Postgres there is a second process all the while, whose clock is slow by this. */
const APART_MS = 30_000;
const TABS = 2;
const MESSAGES = 25;
const WINDOW = 4;
const PATIENCE_MS = 30_000;
const SHOWS_MS = 5_000;
/** HTTP says the second. */
const TOLERANCE_MS = 5_000;

/** T10: the clock of a running server is set, forwards and back. */
export const clockSteps: Scenario = {
  name: "clock-steps",
  promise:
    "a server whose clock is set while it runs loses nothing and keeps the order; on Postgres it is not even noticed",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: runClockSteps,
};

async function runClockSteps(run: Run): Promise<void> {
  const isAlone = run.db === "sqlite";
  await using testbed = await openTestbed(
    { ...run, instances: isAlone ? 1 : 2 },
    { organizations: 1, capacity: 50, speed: 1, deployment: { hasOwnClocks: true } },
  );
  const [stepped, slow] = testbed.deployment.clocks;
  slow?.move(-APART_MS);
  run.faults.plan("clock set", STANDS.length);
  for (const [step, stand] of STANDS.entries()) {
    stepped?.move(stand);
    if (await waitUntil(() => shows(testbed, stand), SHOWS_MS)) run.faults.applied("clock set");
    await talk(testbed, step);
  }
  // A chat lasts an hour at most, so one that was open when the clock jumped further has ended by it; on Postgres it is
  // the database that says what time it is.
  await healAndCheck(testbed, { mayRefuse: isAlone ? ["session-ended"] : [] });
}

/** Everybody who is there goes on, and somebody new comes, who must be able to say everything. */
async function talk(testbed: Testbed, step: number): Promise<void> {
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  const customerSession = await testbed.openSession(organization, `guest ${step}`);
  for (let tab = 0; tab < TABS; tab += 1) testbed.openCustomerTab(customerSession, `g${step}t${tab}`);
  const saying = testbed.customerTabs.map((tab) =>
    sendMessages({
      ...tab,
      nextSession: () => tab.customerSession.sessionId,
      count: MESSAGES,
      window: WINDOW,
      timeoutMs: PATIENCE_MS,
    }),
  );
  await Promise.all(saying);
  await waitUntil(() => testbed.customerTabs.every(({ outbox }) => outbox.pendingCount() === 0), PATIENCE_MS);
  const refused = [...testbed.actorContext.submissions.all()].filter(
    ({ sessionId, refusal }) => sessionId === customerSession.sessionId && refusal !== null,
  );
  if (refused.length > 0)
    testbed.run.counters.count("refused", `${refused.length} of a chat that had just begun`);
}

/** Whether the process itself believes that it is then. */
async function shows({ deployment }: Testbed, stand: number): Promise<boolean> {
  const { headers } = await fetch(`http://localhost:${deployment.instances[0]?.port}/healthz`);
  return Math.abs(Date.parse(headers.get("date") ?? "") - stand - Date.now()) < TOLERANCE_MS;
}
