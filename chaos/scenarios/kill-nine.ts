import { chatter } from "../actors/chatter.ts";
import { conclude } from "../conclude.ts";
import { killAtProgress } from "../faults/kill-at-progress.ts";
import type { Run, Scenario, Tier } from "../scenario.ts";
import { openWorld, type World } from "../world.ts";

/** How much is said by how many, through how many deaths. */
interface Size {
  /** Tabs of customers; each chat has three. */
  tabs: number;
  agents: number;
  messages: number;
  kills: number;
  lostAck: number;
}

const SIZES: Record<Tier, Size> = {
  short: { tabs: 42, agents: 8, messages: 200, kills: 15, lostAck: 0.02 },
  full: { tabs: 192, agents: 8, messages: 500, kills: 50, lostAck: 0.02 },
  release: { tabs: 192, agents: 8, messages: 1500, kills: 50, lostAck: 0.02 },
};
const TABS_A_CHAT = 3;
const WINDOW = 4;
const SPEED = 4;
const PATIENCE_MS = 20 * 60_000;
const CAPACITY = 50;

/** The headline: servers die at random points, answers are lost, and nothing that was acknowledged is. */
export const killNine: Scenario = {
  name: "kill-nine",
  promise: "kill -9 at random points and lost acknowledgements cost no message, double none and hide none",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: (run) => runKills(run, SIZES[run.tier]),
};

async function runKills(run: Run, size: Size): Promise<void> {
  await using world = await openWorld(run, { companies: 2, capacity: CAPACITY, speed: SPEED });
  await fill(world, size);
  const total = (size.tabs + size.agents) * size.messages;
  const begun = performance.now();
  run.faults.plan("lost acknowledgement", Math.floor((total * size.lostAck) / 4));
  world.deployment.proxy.faults.lostAck = size.lostAck;
  await Promise.all([talk(world, size), killAtProgress(world, total, size.kills)]);
  const { applied } = world.deployment.proxy;
  run.faults.applied("lost acknowledgement", applied().lostAck);
  run.note("connections", applied().connections);
  run.note("messages a second", Math.round(total / ((performance.now() - begun) / 1000)));
  await conclude(world, { mayRefuse: ["held-by-other"] });
}

async function fill(world: World, { tabs, agents }: Size): Promise<void> {
  const { companies } = world;
  for (let place = 0; place < agents; place += 1) {
    const company = companies[place % companies.length];
    if (company === undefined) continue;
    await world.openDesk(company, await world.hire(company, `agent${place}`));
  }
  for (let chat = 0; chat < tabs / TABS_A_CHAT; chat += 1) {
    const company = companies[chat % companies.length];
    if (company === undefined) continue;
    const guest = await world.guest(company, `guest ${chat}`);
    for (let tab = 0; tab < TABS_A_CHAT; tab += 1) world.openTab(guest, `g${chat}t${tab}`);
  }
}

async function talk({ run, tabs, desks }: World, { messages: count }: Size): Promise<void> {
  const rest = { count, window: WINDOW, patienceMs: PATIENCE_MS };
  const visitors = tabs.map(({ actor, mouth, guest }) =>
    chatter({ ...rest, actor, mouth, where: () => guest.sessionId }),
  );
  const agents = desks.map(({ actor, mouth, held }) => {
    const chance = run.chance.fork(`${actor} chooses`);
    return chatter({ ...rest, actor, mouth, where: () => chance.pick(held()) });
  });
  await Promise.all([...visitors, ...agents]);
}
