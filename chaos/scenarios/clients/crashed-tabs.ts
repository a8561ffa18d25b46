import { type SimulatedBrowser, createSimulatedBrowser } from "../../actors/clients/simulated-browser.ts";
import type { CustomerSession } from "../../actors/customers/open-customer-sessions.ts";
import { sendDuring } from "../../steps/send-from-everyone.ts";
import { openCustomerTab } from "../../actors/customers/customer-tab.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  customers: number;
  crashes: number;
}

const SIZES: Record<Tier, Size> = {
  short: { customers: 10, crashes: 10 },
  full: { customers: 100, crashes: 50 },
  release: { customers: 100, crashes: 150 },
};
const TABS = 2;
const AT_ONCE = 4;
const SEND_EVERY_MS = 1_000;
/** A crash within this time leaves some of the messages sent and some not. */
const CRASH_WITHIN_MS = 30;
const FLUSHED_MS = 5_000;

/** Two tabs of one browser, one of which crashes while it sends. */
export const crashedTabs: Scenario = {
  name: "two-tabs",
  promise: "what a tab had not sent when it crashed, the other sends within 5 s, once and in order",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: (run) => runTwoTabs(run, SIZES[run.tier]),
};

async function runTwoTabs(run: Run, { customers, crashes }: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 1, capacity: 50, speed: 1 });
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  run.faults.plan("tab crashed with something unsent", crashes);
  await testbed.openAgentApp(organization, await testbed.addAgent(organization, "agent"));
  const people: { customerSession: CustomerSession; browser: SimulatedBrowser }[] = [];
  for (let place = 0; place < customers; place += 1) {
    const [customerSession, browser] = [
      await testbed.openSession(organization, `customer ${place}`),
      createSimulatedBrowser(`b${place}`),
    ];
    for (let tab = 0; tab < TABS; tab += 1)
      testbed.openCustomerTab(customerSession, `g${place}t${tab}`, { browser });
    people.push({ customerSession, browser });
  }
  const crashing = (async () => {
    // A crash of a tab that had already sent everything does not count, so more crashes are allowed.
    for (let [crash, done] = [0, 0]; done < crashes && crash < crashes * 3; crash += 1) {
      const person = run.random.pick(people);
      if (person !== null)
        done += await crashOne(testbed, person.customerSession, { browser: person.browser, crash });
    }
  })();
  await sendDuring(testbed, SEND_EVERY_MS, crashing);
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}

/** Opens another tab, sends a few messages from it and crashes it. Returns 1 if some were unsent, else 0. */
async function crashOne(
  testbed: Testbed,
  customerSession: CustomerSession,
  { browser, crash }: { browser: SimulatedBrowser; crash: number },
): Promise<number> {
  const { run, actorContext } = testbed;
  const name = `c${crash} of ${browser.name}`;
  // Keep it out of the testbed's tabs, which must have been shown everything in the end.
  const doomed = openCustomerTab(actorContext, name, customerSession, browser);
  await waitUntil(() => doomed.state() === "open", FLUSHED_MS);
  for (let message = 0; message < AT_ONCE; message += 1)
    doomed.outbox.send(customerSession.sessionId, `${name} says ${message}`);
  await Bun.sleep(run.random.whole(0, CRASH_WITHIN_MS));
  const unsent = new Set(doomed.outbox.unsentIds());
  doomed.close();
  if (unsent.size === 0) return 0;
  run.faults.applied("tab crashed with something unsent");
  const left = () =>
    [...actorContext.submissions.all()].filter(
      ({ clientId, ackedAt }) => unsent.has(clientId) && ackedAt === null,
    );
  if (!(await waitUntil(() => left().length === 0, FLUSHED_MS)))
    run.counters.count("late", `${left().length} of ${name} were not sent by the other tab within 5 s`);
  return 1;
}
