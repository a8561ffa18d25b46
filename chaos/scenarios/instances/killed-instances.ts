import { askBotRepeatedly } from "../../steps/ask-bot.ts";
import { connectFakeBot, startFakeBotServer } from "../../actors/bots/fake-bot-server.ts";
import { sendFromEveryone } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
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
/** One silent reader for this many sending tabs. It detects a dead instance only by silence. */
const SENDERS_PER_READER = 8;
const BOT_PAUSE_MS = 150;
const ROUNDS = 10;
/** Longer than another instance waits before it takes over, so that the paused one resumes with expired leases. */
const PAUSE_MS = 20_000;
/**
 * How long recovery may take, even from an instance that is paused with its connections open: the client pings after
 * 3 s without a response or 4 s of silence, and gives up 3 s later.
 */
const RECOVERY_MS = 10_000;
/** How soon clients notice that a connection has closed. */
const NOTICED_MS = 200;

/** Three instances on one Postgres, one of which is killed, or paused and resumed with stale leases. */
export const killedInstances: Scenario = {
  name: "instances",
  promise:
    "one of three instances may be killed every 5 s: nothing is lost, doubled or held twice, and work goes on in 10 s",
  dbs: ["postgres"],
  tiers: ["short", "full", "release"],
  isMostlyWaiting: true,
  run: (run) => runInstances(run, SIZES[run.tier]),
};

async function runInstances(run: Run, size: Size): Promise<void> {
  await using bot = startFakeBotServer(run.random.fork("chatbot"), BOT_PAUSE_MS);
  await using testbed = await openTestbed(
    { ...run, instances: Math.max(run.instances, INSTANCES) },
    { organizations: 3, capacity: 50, speed: 1 },
  );
  run.faults.plan("instance killed", size.kills);
  run.faults.plan("instance paused", size.pauses);
  const [, , withBot] = testbed.organizations;
  if (withBot === undefined) return;
  await connectFakeBot(withBot, bot);
  const withoutBot = { ...testbed, organizations: testbed.organizations.slice(0, 2) };
  await addCustomersAndAgents(withoutBot, {
    chats: (size.clients - AGENTS) / 2,
    tabsEach: 2,
    agents: AGENTS,
  });
  const tabs = [...testbed.customerTabs];
  const read = tabs.filter((_, place) => place % SENDERS_PER_READER === 0);
  for (const { customerSession, actor } of read) testbed.openCustomerTab(customerSession, `${actor} reads`);
  const askers: CustomerTab[] = [];
  while (askers.length < ASKERS) {
    const name = `asker${askers.length}`;
    askers.push(testbed.openCustomerTab(await testbed.openSession(withBot, name), name));
  }
  await sendWhileFaulty({ ...testbed, customerTabs: tabs }, askers, size);
  run.note("answers begun", bot.answersBegun());
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
  const views = [...testbed.customerTabs, ...testbed.agentApps].map(({ view }) => view);
  const longest = checkLateness(views, testbed.actorContext.submissions, {
    limitMs: RECOVERY_MS,
    counters: run.counters,
  });
  run.note("shown at most s after its acknowledgement", (longest / 1000).toFixed(1));
}

/** Has everybody send until all faults have been applied. */
async function sendWhileFaulty(testbed: Testbed, askers: readonly CustomerTab[], size: Size): Promise<void> {
  const { run, actorContext } = testbed;
  const faults = { isOver: false };
  const asking = Promise.all(askers.map((tab) => askBotRepeatedly(testbed, tab, () => faults.isOver)));
  const faulting = applyFaults(testbed, size).finally(() => (faults.isOver = true));
  const startedAt = performance.now();
  const sending = (async () => {
    do await sendFromEveryone(testbed, Math.ceil(size.messages / ROUNDS));
    while (!faults.isOver || actorContext.submissions.acked < size.clients * size.messages);
    run.note(
      "messages a second",
      Math.round(actorContext.submissions.acked / ((performance.now() - startedAt) / 1000)),
    );
  })();
  await Promise.all([faulting, sending]);
  run.note("slowest answer of the chatbot, s", (Math.max(...(await asking)) / 1000).toFixed(1));
}

async function applyFaults(testbed: Testbed, { kills, everyMs, pauses }: Size): Promise<void> {
  const { run, deployment } = testbed;
  const random = run.random.fork("harm");
  const slowest = { death: 0, sleep: 0, wake: 0 };
  for (let kill = 0, pause = 0; kill < kills || pause < pauses;) {
    const victim = random.pick(deployment.instances);
    if (victim === null) return;
    if (kill < kills) {
      kill += 1;
      slowest.death = Math.max(slowest.death, await killAndRestart(testbed, victim));
      await Bun.sleep(everyMs);
    }
    if (pause * kills < kill * pauses) {
      pause += 1;
      // The instance that has just restarted has no connections, so pick another.
      const paused = random.pick(deployment.instances.filter((one) => one !== victim));
      if (paused !== null) await pauseAndResume(testbed, paused, slowest);
    }
  }
  for (const [what, ms] of Object.entries(slowest))
    run.note(`slowest recovery (${what}), s`, (ms / 1000).toFixed(1));
}

async function killAndRestart(testbed: Testbed, victim: Instance): Promise<number> {
  await victim.end("SIGKILL");
  testbed.run.faults.applied("instance killed");
  await Bun.sleep(NOTICED_MS);
  const took = NOTICED_MS + (await recover(testbed, RECOVERY_MS));
  await victim.start();
  return took;
}

async function pauseAndResume(
  testbed: Testbed,
  victim: Instance,
  slowest: { sleep: number; wake: number },
): Promise<void> {
  victim.pause();
  testbed.run.faults.applied("instance paused");
  const pausedAt = performance.now();
  // Some calls were already pending on it, so their wait counts only from now.
  slowest.sleep = Math.max(slowest.sleep, await recover(testbed, RECOVERY_MS));
  await Bun.sleep(PAUSE_MS - (performance.now() - pausedAt));
  victim.resume();
  slowest.wake = Math.max(slowest.wake, await recover(testbed, RECOVERY_MS));
}

/** Measures the time until all customers are connected and everything pending now is stored, in ms. */
async function recover({ run, customerTabs, agentApps }: Testbed, withinMs: number): Promise<number> {
  const startedAt = performance.now();
  const outboxes = [...customerTabs, ...agentApps].map(({ outbox }) => ({
    outbox,
    waiting: new Set(outbox.unsentIds()),
  }));
  const isWhole = () =>
    customerTabs.every(({ state }) => state() === "open") &&
    outboxes.every(({ outbox, waiting }) => outbox.unsentIds().every((clientId) => !waiting.has(clientId)));
  if (!(await waitUntil(isWhole, withinMs))) {
    const away = customerTabs.filter(({ state }) => state() !== "open").length;
    run.counters.count("late", `${away} not connected, or something not stored, after ${withinMs} ms`);
  }
  return performance.now() - startedAt;
}
