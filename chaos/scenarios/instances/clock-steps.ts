import { randomUUID } from "node:crypto";
import { sendMessages } from "../../actors/messages/send-messages.ts";
import { type CustomerSession, customerApi } from "../../actors/customers/open-customer-sessions.ts";
import { checkSetBack, clockLines, setBackLines } from "../../checks/check-set-back.ts";
import { readDatabaseContent } from "../../checks/database-content.ts";
import { hasClockOffset, missingForFakeClock } from "../../faults/fake-clock.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The clock of one process is set to this offset from the true time, while it runs or while it is down. */
interface Step {
  offset: number;
  isDown?: true;
}

const ALL_STEPS: readonly Step[] = [
  { offset: 30 * MINUTE_MS },
  { offset: 0 },
  { offset: -HOUR_MS },
  { offset: 0 },
  { offset: HOUR_MS },
  { offset: DAY_MS },
  { offset: -DAY_MS },
  { offset: DAY_MS, isDown: true },
  { offset: 0, isDown: true },
];
const STEPS: Record<Tier, readonly Step[]> = {
  short: [
    { offset: 30 * MINUTE_MS },
    { offset: -3 * HOUR_MS },
    { offset: HOUR_MS, isDown: true },
    { offset: 0, isDown: true },
  ],
  full: ALL_STEPS,
  release: ALL_STEPS,
};
/** The offset of the second process on Postgres, whose clock is behind. */
const BEHIND_MS = 30_000;
const TABS = 2;
const MESSAGES = 25;
const WINDOW = 4;
const TIMEOUT_MS = 30_000;
const SHOWN_WITHIN_MS = 10_000;
/** A record that is ahead by up to 10 s is waited for. */
const BOUND_MS = 15_000;

/** The clock of a running server is set forwards and back. */
export const clockSteps: Scenario = {
  name: "clock-steps",
  promise:
    "a server whose clock is set while it runs loses nothing, keeps the order, says so, and its messages bear the right time at once; on Postgres it is not even noticed",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  missing: missingForFakeClock,
  run: (run) => runClockSteps(run, STEPS[run.tier]),
};

async function runClockSteps(run: Run, steps: readonly Step[]): Promise<void> {
  const isSingle = run.db === "sqlite";
  await using testbed = await openTestbed(
    { ...run, instances: isSingle ? 1 : 2 },
    { organizations: 1, capacity: 50, speed: 1, deployment: { hasOwnClocks: true } },
  );
  const { deployment } = testbed;
  deployment.clocks[1]?.move(-BEHIND_MS);
  run.faults.plan("clock set", steps.length);
  const expected: string[] = [];
  let before = 0;
  for (const [place, step] of steps.entries()) {
    await setClock(testbed, step);
    if (step.isDown !== true) expected.push(step.offset > before ? "ahead" : "back");
    before = step.offset;
    const session = await sendAndJoin(testbed, place);
    // On Postgres the time comes from the database.
    if (session !== null) await checkTime(testbed, session, isSingle ? step.offset : 0);
    await checkSaid(testbed, expected.join(" "));
  }
  checkSetBack(await readDatabaseContent(deployment), isSingle, run.counters);
  const said = deployment.instances.flatMap((one) => setBackLines(one.printed()));
  if (said.length > 0 !== isSingle)
    run.counters.count("unsaid", `of a record that was ahead: ${said.join(" / ")}`);
  // A chat lasts an hour at most, so any chat that was open when the clock jumped further has ended.
  await healAndCheck(testbed, { mayRefuse: isSingle ? ["session-ended"] : [] });
}

async function setClock({ run, deployment }: Testbed, { offset, isDown }: Step): Promise<void> {
  const [clock] = deployment.clocks;
  const [instance] = deployment.instances;
  if (instance === undefined) return;
  if (isDown === true) await instance.end("SIGKILL");
  clock?.move(offset);
  if (isDown === true) await instance.start();
  if (await waitUntil(() => hasClockOffset(instance, offset), SHOWN_WITHIN_MS))
    run.faults.applied("clock set");
}

/** Has all customers send and a new one join. All messages of the new chat must be accepted. */
async function sendAndJoin(testbed: Testbed, step: number): Promise<CustomerSession | null> {
  const [organization] = testbed.organizations;
  if (organization === undefined) return null;
  // A chat in which nobody writes ends by the clock alone.
  await testbed.openSession(organization, `silent customer ${step}`);
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
  return customerSession;
}

/** Sends one more message, which must bear the time of the clock as it is now. */
async function checkTime(
  { run, actorContext }: Testbed,
  customerSession: CustomerSession,
  offset: number,
): Promise<void> {
  const { sessionId, organization } = customerSession;
  const clientId = randomUUID();
  const message = { sessionId, clientId, text: `What time is it? ${clientId}` };
  const { submissions } = actorContext;
  submissions.prepare({ ...message, actor: "probe", orgId: organization.orgId, authorKey: "customer" });
  submissions.invoke(clientId);
  const answer = await customerApi(actorContext.url, customerSession).message.send.mutate(message);
  submissions.ack(clientId, answer);
  const aheadMs = answer.sentAt - offset - Date.now();
  if (Math.abs(aheadMs) > BOUND_MS)
    run.counters.count("late", `a message is ${aheadMs} ms ahead of the clock`);
}

/** The log must have one line for each time the clock was set while the process ran. */
async function checkSaid({ run, deployment }: Testbed, expected: string): Promise<void> {
  const said = () => clockLines(deployment.instances[0]?.printed() ?? "").join(" ");
  if (!(await waitUntil(() => said() === expected, SHOWN_WITHIN_MS)))
    run.counters.count("unsaid", `the clock was set: ${expected}; the log says: ${said()}`);
}
