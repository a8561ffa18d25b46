import { sendFromEveryone } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { killAtProgress } from "../../steps/kill-at-progress.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed } from "../../testbed/testbed.ts";

/** The number of senders, messages and kills. */
interface Size {
  /** The number of customer tabs. Each chat has three. */
  tabs: number;
  agents: number;
  messages: number;
  kills: number;
  lostAck: number;
}

const SIZES: Record<Tier, Size> = {
  short: { tabs: 42, agents: 8, messages: 150, kills: 10, lostAck: 0.02 },
  full: { tabs: 192, agents: 8, messages: 500, kills: 50, lostAck: 0.02 },
  release: { tabs: 192, agents: 8, messages: 1500, kills: 50, lostAck: 0.02 },
};
const TABS_A_CHAT = 3;
const SPEED = 4;
const CAPACITY = 50;

/** The main scenario: servers are killed at random points and responses are lost, but no acknowledged message is. */
export const killNine: Scenario = {
  name: "kill-nine",
  promise: "kill -9 at random points and lost acknowledgements cost no message, double none and hide none",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: (run) => runKills(run, SIZES[run.tier]),
};

async function runKills(run: Run, size: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 2, capacity: CAPACITY, speed: SPEED });
  await addCustomersAndAgents(testbed, {
    chats: size.tabs / TABS_A_CHAT,
    tabsEach: TABS_A_CHAT,
    agents: size.agents,
  });
  const total = (size.tabs + size.agents) * size.messages;
  const startedAt = performance.now();
  run.faults.plan("lost acknowledgement", Math.floor((total * size.lostAck) / 4));
  testbed.deployment.proxy.faults.lostAck = size.lostAck;
  await Promise.all([sendFromEveryone(testbed, size.messages), killAtProgress(testbed, total, size.kills)]);
  const { applied } = testbed.deployment.proxy;
  run.faults.applied("lost acknowledgement", applied().lostAck);
  run.note("connections", applied().connections);
  run.note("messages a second", Math.round(total / ((performance.now() - startedAt) / 1000)));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}
