import { sendDuring } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { checkLateness } from "../../checks/check-lateness.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  /** The number of listening connections to end. */
  terminated: number;
  /** How long all notifications are lost, and then for how long every other one is. */
  silentMs: number;
}

const SIZES: Record<Tier, Size> = {
  short: { terminated: 20, silentMs: 6_000 },
  full: { terminated: 200, silentMs: 30_000 },
  release: { terminated: 600, silentMs: 90_000 },
};
const INSTANCES = 3;
/** Infrequent enough that most instances have no writes of their own to wake them when another one records a fact. */
const SEND_EVERY_MS = 5_000;
/** The queries by which an instance listens for notifications and sends them. */
const NOTIFICATION_QUERIES = /listen|pg_notify/;
const TERMINATE_EVERY_MS = 250;
/** Without notifications the feed is polled every three seconds; a poll takes some time. */
const LATE_MS = 4_500;
const LOST_MIN = 20;

/** Instances that do not receive each other's notifications. */
export const lostNotifications: Scenario = {
  name: "deaf-machines",
  promise:
    "instances whose listening connection is cut, or whose notifications are lost, show everything at most 3 s late",
  dbs: ["postgres"],
  tiers: ["short", "full", "release"],
  isMostlyWaiting: true,
  run: (run) => runWithoutNotifications(run, SIZES[run.tier]),
};

async function runWithoutNotifications(run: Run, size: Size): Promise<void> {
  await using testbed = await openTestbed(
    { ...run, instances: Math.max(run.instances, INSTANCES) },
    { organizations: 2, capacity: 50, speed: 1, deployment: { isDatabaseProxied: true } },
  );
  run.faults.plan("listening connection terminated", size.terminated);
  run.faults.plan("nudge lost", LOST_MIN);
  await addCustomersAndAgents(testbed, { chats: 6, tabsEach: 2, agents: 2 });
  await sendDuring(testbed, SEND_EVERY_MS, loseNotifications(testbed, size));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
  const views = [...testbed.customerTabs, ...testbed.agentApps].map(({ view }) => view);
  const longest = checkLateness(views, testbed.actorContext.submissions, {
    limitMs: LATE_MS,
    counters: run.counters,
  });
  run.note("shown at most s after its acknowledgement", (longest / 1000).toFixed(2));
}

async function loseNotifications(
  { run, deployment }: Testbed,
  { terminated, silentMs }: Size,
): Promise<void> {
  const { postgres, database } = deployment;
  if (postgres === null || database === null) return;
  for (let done = 0, tries = 0; done < terminated && tries < terminated; tries += 1) {
    const ended = await postgres.terminate(NOTIFICATION_QUERIES, INSTANCES);
    done += ended;
    run.faults.applied("listening connection terminated", ended);
    await Bun.sleep(run.random.whole(TERMINATE_EVERY_MS, 2 * TERMINATE_EVERY_MS));
  }
  for (const share of [1, 1 / 2]) {
    database.faults.lostNotification = share;
    await Bun.sleep(silentMs);
  }
  database.faults.lostNotification = 0;
  run.faults.applied("nudge lost", database.applied().lostNotification);
}
