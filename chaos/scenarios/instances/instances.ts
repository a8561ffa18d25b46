import { askBotRepeatedly } from "../../steps/ask-bot.ts";
import { connectFakeBot, startFakeBotServer } from "../../actors/bots/fake-bot-server.ts";
import { addPeople, sendFromEveryone } from "../../steps/chat-load.ts";
import type { CustomerTab } from "../../actors/customers/customer-tab.ts";
import { checkLateness } from "../../checks/check-lateness.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Instance } from "../../deployment/instance.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  clients: number;
  messages: number;
  kills: number;
  everyMs: number;
  pauses: number;
}

const SIZES: Record<Tier, Size> = {
  short: { clients: 20, messages: 40, kills: 2, everyMs: 1_000, pauses: 1 },
  full: { clients: 150, messages: 300, kills: 20, everyMs: 5_000, pauses: 5 },
  release: { clients: 150, messages: 900, kills: 60, everyMs: 5_000, pauses: 10 },
};
const INSTANCES = 3;
const AGENTS = 6;
const ASKERS = 6;
/** Tabs that say nothing, so that only silence can tell them that their machine is gone: one for so many that talk. */
const TALKERS_PER_READER = 8;
const CHATBOT_PAUSE_MS = 150;
const ROUNDS = 10;
/** Longer than another machine waits before it takes over, so that the sleeper wakes with leases that are not its own. */
const PAUSE_MS = 20_000;
/**
 * Also where a machine falls asleep and nobody hears of it: then a ping is due after 3 s without an answer, or after 4 s
 * of silence, and 3 s later nobody is there.
 */
const RECOVERY_MS = 10_000;
/** By then the end of a connection has been heard of. */
const NOTICED_MS = 200;

/** T21: three instances on one Postgres, one of which dies, or sleeps and comes back with stale leases. */
export const instances: Scenario = {
  name: "instances",
  promise:
    "one of three instances may die every 5 s: nothing is lost, doubled or held twice, and work goes on in 10 s",
  dbs: ["postgres"],
  tiers: ["short", "full", "release"],
  isPatient: true,
  run: (run) => runInstances(run, SIZES[run.tier]),
};

async function runInstances(run: Run, size: Size): Promise<void> {
  await using chatbot = startFakeBotServer(run.random.fork("chatbot"), CHATBOT_PAUSE_MS);
  await using testbed = await openTestbed(
    { ...run, instances: Math.max(run.instances, INSTANCES) },
    { organizations: 3, capacity: 50, speed: 1 },
  );
  run.faults.plan("instance killed", size.kills);
  run.faults.plan("instance paused", size.pauses);
  const [, , answered] = testbed.organizations;
  if (answered === undefined) return;
  await connectFakeBot(answered, chatbot);
  const busy = { ...testbed, companies: testbed.organizations.slice(0, 2) };
  await addPeople(busy, { chats: (size.clients - AGENTS) / 2, tabsEach: 2, agents: AGENTS });
  const tabs = [...testbed.customerTabs];
  const overheard = tabs.filter((_, place) => place % TALKERS_PER_READER === 0);
  for (const { customerSession, actor } of overheard)
    testbed.openCustomerTab(customerSession, `${actor} reads`);
  const askers: CustomerTab[] = [];
  while (askers.length < ASKERS) {
    const name = `asker${askers.length}`;
    askers.push(testbed.openCustomerTab(await testbed.openSession(answered, name), name));
  }
  await putThrough({ ...testbed, customerTabs: tabs }, askers, size);
  run.note("answers begun", chatbot.asked());
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
  const views = [...testbed.customerTabs, ...testbed.agentApps].map(({ view }) => view);
  const longest = checkLateness(views, testbed.actorContext.submissions, {
    limitMs: RECOVERY_MS,
    counters: run.counters,
  });
  run.note("shown at most s after its acknowledgement", (longest / 1000).toFixed(1));
}

/** Whoever has said everything goes on until all the harm is done. */
async function putThrough(testbed: Testbed, askers: readonly CustomerTab[], size: Size): Promise<void> {
  const { run, actorContext } = testbed;
  const harming = { isOver: false };
  const asking = Promise.all(askers.map((tab) => askBotRepeatedly(testbed, tab, () => harming.isOver)));
  const harmed = harm(testbed, size).finally(() => (harming.isOver = true));
  const begun = performance.now();
  const talking = (async () => {
    do await sendFromEveryone(testbed, Math.ceil(size.messages / ROUNDS));
    while (!harming.isOver || actorContext.submissions.acked < size.clients * size.messages);
    run.note(
      "messages a second",
      Math.round(actorContext.submissions.acked / ((performance.now() - begun) / 1000)),
    );
  })();
  await Promise.all([harmed, talking]);
  run.note("slowest answer of the chatbot, s", (Math.max(...(await asking)) / 1000).toFixed(1));
}

async function harm(testbed: Testbed, { kills, everyMs, pauses }: Size): Promise<void> {
  const { run, deployment } = testbed;
  const random = run.random.fork("harm");
  const slowest = { death: 0, sleep: 0, wake: 0 };
  for (let kill = 0, pause = 0; kill < kills || pause < pauses;) {
    const victim = random.pick(deployment.instances);
    if (victim === null) return;
    if (kill < kills) {
      kill += 1;
      slowest.death = Math.max(slowest.death, await die(testbed, victim));
      await Bun.sleep(everyMs);
    }
    if (pause * kills < kill * pauses) {
      pause += 1;
      // Nobody is at the one that has just come back.
      const sleeper = random.pick(deployment.instances.filter((one) => one !== victim));
      if (sleeper !== null) await sleep(testbed, sleeper, slowest);
    }
  }
  for (const [what, ms] of Object.entries(slowest))
    run.note(`slowest recovery (${what}), s`, (ms / 1000).toFixed(1));
}

async function die(testbed: Testbed, victim: Instance): Promise<number> {
  await victim.end("SIGKILL");
  testbed.run.faults.applied("instance killed");
  await Bun.sleep(NOTICED_MS);
  const took = NOTICED_MS + (await recover(testbed, RECOVERY_MS));
  await victim.start();
  return took;
}

async function sleep(
  testbed: Testbed,
  victim: Instance,
  slowest: { sleep: number; wake: number },
): Promise<void> {
  victim.pause();
  testbed.run.faults.applied("instance paused");
  const asleepAt = performance.now();
  // It may have been asked for something at any moment before; whoever waits for it does so from now on.
  slowest.sleep = Math.max(slowest.sleep, await recover(testbed, RECOVERY_MS));
  await Bun.sleep(PAUSE_MS - (performance.now() - asleepAt));
  victim.resume();
  slowest.wake = Math.max(slowest.wake, await recover(testbed, RECOVERY_MS));
}

/** From now until each of the customers is connected, and everything that waits now is stored; in ms. */
async function recover({ run, customerTabs, agentApps }: Testbed, withinMs: number): Promise<number> {
  const fellAt = performance.now();
  const mouths = [...customerTabs, ...agentApps].map(({ outbox }) => ({
    mouth: outbox,
    waiting: new Set(outbox.unsentIds()),
  }));
  const isWhole = () =>
    customerTabs.every(({ state }) => state() === "open") &&
    mouths.every(({ mouth: outbox, waiting }) =>
      outbox.unsentIds().every((clientId) => !waiting.has(clientId)),
    );
  if (!(await waitUntil(isWhole, withinMs))) {
    const away = customerTabs.filter(({ state }) => state() !== "open").length;
    run.counters.count("late", `${away} not connected, or something not stored, after ${withinMs} ms`);
  }
  return performance.now() - fellAt;
}
