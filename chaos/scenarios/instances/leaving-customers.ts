import type { SessionId } from "#domain/model/ids.ts";
import type { CustomerTab } from "../../actors/customers/customer-tab.ts";
import type { CustomerSession } from "../../actors/customers/open-customer-sessions.ts";
import { readDatabaseContent } from "../../checks/database-content.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const SIZES: Record<Tier, number> = { short: 4, full: 15, release: 16 };
const INSTANCES = 2;
const LIMIT_MS = 30 * 60_000;
const WARNING_MS = 60_000;
/** How long who flaps is away, and there. It is less than the 30 s after which a customer counts as having left. */
const AWAY_MS = 6_000;
const THERE_MS = 3_000;
/** An instance counts as dead after 10 s, which gives everybody 60 s more; the rest is for a busy machine. */
const MARKED_MS = 110_000;
const BACK_MS = 10_000;

/** Customers of one company, in line: those who stay, those whose connection flaps, and those who leave. */
interface People {
  stay: readonly CustomerTab[];
  flap: readonly CustomerSession[];
  leave: readonly CustomerSession[];
}

/** Customers in line leave, flap and return, and one of two instances is killed meanwhile. */
export const leavingCustomers: Scenario = {
  name: "leaving-customers",
  promise:
    "who has left is marked and given to nobody, who stays or is soon back is never marked, and who returns is served",
  dbs: ["postgres"],
  tiers: ["full", "release"],
  isMostlyWaiting: true,
  run: (run) => runLeavingCustomers(run, SIZES[run.tier]),
};

async function runLeavingCustomers(run: Run, each: number): Promise<void> {
  await using testbed = await openTestbed(
    { ...run, instances: Math.max(run.instances, INSTANCES) },
    { organizations: 1, capacity: 50, speed: 1 },
  );
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  run.faults.plan("tab closed for good", each);
  run.faults.plan("tab closed and opened again", each);
  run.faults.plan("instance killed", 1);
  const { settings } = organization.admin.api;
  await settings.turnSwitch.mutate({ answers: "agents" });
  await settings.setSessions.mutate({ limitMs: LIMIT_MS, warningMs: WARNING_MS });
  const agent = await testbed.openAgentApp(organization, await testbed.addAgent(organization, "agent0"));
  await agent.api.agent.setAvailable.mutate({ available: false });

  const open = (name: string) =>
    Promise.all(
      Array.from({ length: each }, (_, place) => testbed.openSession(organization, `${name} ${place}`)),
    );
  const stay = (await open("stays")).map((session) => testbed.openCustomerTab(session, session.name));
  const people: People = { stay, flap: await open("flaps"), leave: await open("leaves") };
  const marked = await leaveAndKill(testbed, people);

  await agent.api.agent.setAvailable.mutate({ available: true });
  const present = [...people.stay.map((tab) => tab.customerSession), ...people.flap];
  await expectHeld(testbed, agent.held, present, "who is there is not served");
  for (const session of people.leave) testbed.openCustomerTab(session, `${session.name} again`);
  await expectHeld(testbed, agent.held, people.leave, "who is back is not served");
  run.note("customers who were marked", marked);
  await healAndCheck(testbed);
  await checkOnlyLeaversMarked(testbed, new Set(people.leave.map(({ sessionId }) => sessionId)));
}

/** Returns how many were marked once all who left should be. */
async function leaveAndKill(testbed: Testbed, { flap, leave }: People): Promise<number> {
  const { run, deployment, organizations } = testbed;
  const leaving = leave.map((session) => testbed.openCustomerTab(session, session.name));
  const flapping = { isOver: false };
  const flaps = Promise.all(flap.map((session) => flapUntil(testbed, session, flapping)));
  await waitUntil(() => leaving.every(({ state }) => state() === "open"), BACK_MS);
  for (const tab of leaving) {
    close(testbed, tab);
    run.faults.applied("tab closed for good");
  }
  const victim = run.random.pick(deployment.instances);
  await victim?.end("SIGKILL");
  run.faults.applied("instance killed");
  const countMarked = async () => {
    const inbox = await organizations[0]?.admin.api.agent.inbox.query({});
    return inbox?.cards.filter(({ session }) => (session.customerLeftAt ?? null) !== null).length ?? 0;
  };
  let marked = 0;
  const deadline = performance.now() + MARKED_MS;
  while ((marked = await countMarked()) < leave.length && performance.now() < deadline) await Bun.sleep(500);
  if (marked < leave.length) run.counters.count("late", `${marked} of ${leave.length} who left are marked`);
  await victim?.start();
  flapping.isOver = true;
  await flaps;
  return marked;
}

/** Opens and closes the tab of a customer again and again; in the end it is open. */
async function flapUntil(
  testbed: Testbed,
  session: CustomerSession,
  flapping: { isOver: boolean },
): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const tab = testbed.openCustomerTab(session, `${session.name} ${turn}`);
    await waitUntil(() => tab.state() === "open", BACK_MS);
    await Bun.sleep(THERE_MS);
    if (flapping.isOver) return;
    close(testbed, tab);
    testbed.run.faults.applied("tab closed and opened again");
    await Bun.sleep(AWAY_MS);
  }
}

/** Closes a tab, whose view is not checked any more. */
function close({ customerTabs }: Testbed, tab: CustomerTab): void {
  tab.close();
  customerTabs.splice(customerTabs.indexOf(tab), 1);
}

async function expectHeld(
  { run }: Testbed,
  held: () => readonly SessionId[],
  sessions: readonly CustomerSession[],
  problem: string,
): Promise<void> {
  const missing = () => sessions.filter(({ sessionId }) => !held().includes(sessionId));
  if (!(await waitUntil(() => missing().length === 0, BACK_MS)))
    run.counters.count("late", `${problem}: ${missing().length}`);
}

async function checkOnlyLeaversMarked(
  { run, deployment }: Testbed,
  leavers: ReadonlySet<SessionId>,
): Promise<void> {
  for (const { fact } of (await readDatabaseContent(deployment)).facts)
    if (fact.kind === "customer-left" && !leavers.has(fact.sessionId))
      run.counters.count("wrongPresence", `${fact.sessionId} was marked, and its customer was there`);
}
