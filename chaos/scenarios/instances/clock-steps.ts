import { sendMessages } from "../../actors/messages/send-messages.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The offsets to which the clock of one process is set, one after the other; the true time is 0. */
const OFFSETS = [30 * MINUTE_MS, 0, -HOUR_MS, 0, HOUR_MS, DAY_MS, -DAY_MS, 0];
/** The offset of the second process on Postgres, whose clock is behind. */
const BEHIND_MS = 30_000;
const TABS = 2;
const MESSAGES = 25;
const WINDOW = 4;
const TIMEOUT_MS = 30_000;
const SHOWN_WITHIN_MS = 5_000;
/** The HTTP Date header has a resolution of a second. */
const TOLERANCE_MS = 5_000;

/** The clock of a running server is set forwards and back. */
export const clockSteps: Scenario = {
  name: "clock-steps",
  promise:
    "a server whose clock is set while it runs loses nothing and keeps the order; on Postgres it is not even noticed",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: runClockSteps,
};

async function runClockSteps(run: Run): Promise<void> {
  const isSingle = run.db === "sqlite";
  await using testbed = await openTestbed(
    { ...run, instances: isSingle ? 1 : 2 },
    { organizations: 1, capacity: 50, speed: 1, deployment: { hasOwnClocks: true } },
  );
  const [stepped, slow] = testbed.deployment.clocks;
  slow?.move(-BEHIND_MS);
  run.faults.plan("clock set", OFFSETS.length);
  for (const [step, offset] of OFFSETS.entries()) {
    stepped?.move(offset);
    if (await waitUntil(() => hasOffset(testbed, offset), SHOWN_WITHIN_MS)) run.faults.applied("clock set");
    await sendAndJoin(testbed, step);
  }
  // A chat lasts an hour at most, so any chat that was open when the clock jumped further has ended. On Postgres the
  // time comes from the database.
  await healAndCheck(testbed, { mayRefuse: isSingle ? ["session-ended"] : [] });
}

/** Has all customers send and a new one join. All messages must be accepted. */
async function sendAndJoin(testbed: Testbed, step: number): Promise<void> {
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  const customerSession = await testbed.openSession(organization, `customer ${step}`);
  for (let tab = 0; tab < TABS; tab += 1) testbed.openCustomerTab(customerSession, `g${step}t${tab}`);
  const sending = testbed.customerTabs.map((tab) =>
    sendMessages({
      ...tab,
      nextSession: () => tab.customerSession.sessionId,
      count: MESSAGES,
      window: WINDOW,
      timeoutMs: TIMEOUT_MS,
    }),
  );
  await Promise.all(sending);
  await waitUntil(() => testbed.customerTabs.every(({ outbox }) => outbox.pendingCount() === 0), TIMEOUT_MS);
  const refused = [...testbed.actorContext.submissions.all()].filter(
    ({ sessionId, refusal }) => sessionId === customerSession.sessionId && refusal !== null,
  );
  if (refused.length > 0)
    testbed.run.counters.count("refused", `${refused.length} of a chat that had just begun`);
}

/** Whether the clock of the process has this offset. */
async function hasOffset({ deployment }: Testbed, offset: number): Promise<boolean> {
  const { headers } = await fetch(`http://localhost:${deployment.instances[0]?.port}/healthz`);
  return Math.abs(Date.parse(headers.get("date") ?? "") - offset - Date.now()) < TOLERANCE_MS;
}
