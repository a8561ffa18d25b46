import { addPeople, sendDuring } from "../../steps/chat-load.ts";
import { checkLateness } from "../../checks/check-lateness.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  /** Listening connections that are ended. */
  terminated: number;
  /** How long no nudge arrives at all, and then how long every other one does. */
  silentMs: number;
}

const SIZES: Record<Tier, Size> = {
  short: { terminated: 20, silentMs: 6_000 },
  full: { terminated: 200, silentMs: 30_000 },
  release: { terminated: 600, silentMs: 90_000 },
};
const INSTANCES = 3;
/** So seldom that most machines have nothing of their own to wake them when another has something to tell. */
const TALK_EVERY_MS = 5_000;
/** What a machine sends over its wire, and what it hears with. */
const WIRE = /listen|pg_notify/;
const BREATH_MS = 250;
/** The net under the nudges looks every three seconds; looking takes its time. */
const LATE_MS = 3_500;
const NUDGES_MIN = 20;

/** T12: machines that do not hear each other. */
export const deafMachines: Scenario = {
  name: "deaf-machines",
  promise: "machines that lose their wire, or whose nudges are lost, show everything at most 3 s late",
  dbs: ["postgres"],
  tiers: ["short", "full", "release"],
  isPatient: true,
  run: (run) => runDeaf(run, SIZES[run.tier]),
};

async function runDeaf(run: Run, size: Size): Promise<void> {
  await using testbed = await openTestbed(
    { ...run, instances: Math.max(run.instances, INSTANCES) },
    { organizations: 2, capacity: 50, speed: 1, deployment: { isDatabaseProxied: true } },
  );
  run.faults.plan("listening connection terminated", size.terminated);
  run.faults.plan("nudge lost", NUDGES_MIN);
  await addPeople(testbed, { chats: 6, tabsEach: 2, agents: 2 });
  await sendDuring(testbed, TALK_EVERY_MS, deafen(testbed, size));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
  const views = [...testbed.customerTabs, ...testbed.agentApps].map(({ view }) => view);
  const longest = checkLateness(views, testbed.actorContext.submissions, {
    limitMs: LATE_MS,
    counters: run.counters,
  });
  run.note("shown at most s after its acknowledgement", (longest / 1000).toFixed(2));
}

async function deafen({ run, deployment }: Testbed, { terminated, silentMs }: Size): Promise<void> {
  const { postgres, database } = deployment;
  if (postgres === null || database === null) return;
  for (let done = 0, tries = 0; done < terminated && tries < terminated; tries += 1) {
    const ended = await postgres.terminate(WIRE, INSTANCES);
    done += ended;
    run.faults.applied("listening connection terminated", ended);
    await Bun.sleep(run.random.whole(BREATH_MS, 2 * BREATH_MS));
  }
  for (const share of [1, 1 / 2]) {
    database.faults.lostNudge = share;
    await Bun.sleep(silentMs);
  }
  database.faults.lostNudge = 0;
  run.faults.applied("nudge lost", database.applied().lostNudge);
}
