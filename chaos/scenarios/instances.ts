import { gatherCrowd, talkAll } from "../actors/crowd.ts";
import type { VisitorTab } from "../actors/visitor-tab.ts";
import { conclude } from "../conclude.ts";
import type { Run, Scenario, Tier } from "../scenario.ts";
import { until } from "../until.ts";
import { openWorld, type World } from "../world.ts";

interface Size {
  clients: number;
  messages: number;
  kills: number;
  everyMs: number;
  pauses: number;
  pauseMs: number;
}

const SIZES: Record<Tier, Size> = {
  short: { clients: 30, messages: 60, kills: 3, everyMs: 3_000, pauses: 1, pauseMs: 12_000 },
  full: { clients: 150, messages: 300, kills: 20, everyMs: 5_000, pauses: 5, pauseMs: 20_000 },
  release: { clients: 150, messages: 900, kills: 60, everyMs: 5_000, pauses: 10, pauseMs: 20_000 },
};
const INSTANCES = 3;
const AGENTS = 6;
const SPEED = 4;
const RECOVERY_MS = 10_000;
/** By then the end of a connection has been heard of. */
const NOTICED_MS = 200;

/** T21: three instances on one Postgres, one of which dies, or sleeps and comes back with stale leases. */
export const instances: Scenario = {
  name: "instances",
  promise:
    "one of three instances may die every 5 s: nothing is lost, doubled or held twice, and work goes on in 10 s",
  dbs: ["postgres"],
  tiers: ["full", "release"],
  run: (run) => runInstances(run, SIZES[run.tier]),
};

async function runInstances(run: Run, size: Size): Promise<void> {
  const many = Math.max(run.instances, INSTANCES);
  await using world = await openWorld(
    { ...run, instances: many },
    { companies: 2, capacity: 50, speed: SPEED },
  );
  run.faults.plan("instance killed", size.kills);
  run.faults.plan("instance paused", size.pauses);
  await gatherCrowd(world, { chats: (size.clients - AGENTS) / 2, tabsEach: 2, agents: AGENTS });
  const harming = { isOver: false };
  const harmed = harm(world, size).finally(() => (harming.isOver = true));
  // Whoever has said everything goes on until all the harm is done.
  const talking = (async () => {
    do await talkAll(world, Math.ceil(size.messages / ROUNDS));
    while (!harming.isOver || world.stage.submissions.acked < size.clients * size.messages);
  })();
  await Promise.all([harmed, talking]);
  await conclude(world, { mayRefuse: ["held-by-other"] });
}

const ROUNDS = 10;

async function harm(world: World, { kills, everyMs, pauses, pauseMs }: Size): Promise<void> {
  const { run, deployment } = world;
  let slowest = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const victim = run.chance.pick(deployment.instances);
    await victim?.end("SIGKILL");
    run.faults.applied("instance killed");
    await Bun.sleep(NOTICED_MS);
    slowest = Math.max(slowest, NOTICED_MS + (await recover(world)));
    await victim?.start();
    await Bun.sleep(everyMs);
  }
  for (let pause = 0; pause < pauses; pause += 1) {
    const victim = run.chance.pick(deployment.instances);
    victim?.pause();
    run.faults.applied("instance paused");
    await Bun.sleep(pauseMs);
    victim?.resume();
    slowest = Math.max(slowest, await recover(world));
  }
  run.note("slowest recovery, s", (slowest / 1000).toFixed(1));
}

/** From the loss of one until each of its customers is connected to another. */
async function recover({ run, tabs }: World): Promise<number> {
  const fellAt = performance.now();
  if (!(await until(() => tabs.every(isBack), RECOVERY_MS)))
    run.counters.count(
      "late",
      `${tabs.filter((tab) => !isBack(tab)).length} were not connected again in 10 s`,
    );
  return performance.now() - fellAt;
}

function isBack({ state }: VisitorTab): boolean {
  return state() === "open";
}
