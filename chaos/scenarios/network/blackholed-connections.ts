import { sendDuring } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const SILENCES: Record<Tier, number> = { short: 1, full: 5, release: 10 };
const SILENT_MS = 30_000;
/** The client pings after 4 s of silence, and waits 3 s for the response. */
const NOTICED_MS = 10_000;
const COMPLETE_MS = 10_000;
const SEND_EVERY_MS = 1_000;
const SETTLE_MS = 3_000;

/** The network drops all data without closing connections. */
export const blackholedConnections: Scenario = {
  name: "half-open",
  promise: "a network gone silent is noticed within 10 s, and all is complete within 10 s of its return",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: (run) => runSilences(run, SILENCES[run.tier]),
};

async function runSilences(run: Run, silences: number): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 2, capacity: 50, speed: 1 });
  run.faults.plan("silent network", silences);
  await addCustomersAndAgents(testbed, { chats: 50, tabsEach: 2, agents: 4 });
  await sendDuring(testbed, SEND_EVERY_MS, silenceRepeatedly(testbed, silences));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}

async function silenceRepeatedly(
  { run, deployment, customerTabs }: Testbed,
  silences: number,
): Promise<void> {
  for (let silence = 0; silence < silences; silence += 1) {
    await waitUntil(() => customerTabs.every(({ state }) => state() === "open"), SILENT_MS);
    await Bun.sleep(SETTLE_MS);
    deployment.proxy.blackhole(true);
    run.faults.applied("silent network");
    const silentAt = performance.now();
    const noticed = await waitUntil(() => customerTabs.every(({ state }) => state() !== "open"), NOTICED_MS);
    if (!noticed) run.counters.count("late", "some did not notice that the network was gone");
    run.note(
      `silence ${silence}: noticed by all after s`,
      ((performance.now() - silentAt) / 1000).toFixed(1),
    );
    await Bun.sleep(Math.max(0, SILENT_MS - (performance.now() - silentAt)));
    deployment.proxy.cutAll();
    deployment.proxy.blackhole(false);
    const healedAt = performance.now();
    const isWhole = () => customerTabs.every(({ outbox }) => outbox.pendingCount() === 0);
    if (!(await waitUntil(isWhole, COMPLETE_MS)))
      run.counters.count("late", "messages sent during the silence were still pending after 10 s");
    run.note(`silence ${silence}: complete after s`, ((performance.now() - healedAt) / 1000).toFixed(1));
  }
}
