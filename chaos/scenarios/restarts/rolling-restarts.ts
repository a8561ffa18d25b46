import { sendDuring } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  restarts: number;
  chats: number;
}

const SIZES: Record<Tier, Size> = {
  short: { restarts: 3, chats: 20 },
  full: { restarts: 20, chats: 250 },
  release: { restarts: 60, chats: 250 },
};
const EXIT_MS = 10_000;
const BETWEEN_MS = 2_000;
const SEND_EVERY_MS = 2_000;

/** Repeated rolling restarts. */
export const rollingRestarts: Scenario = {
  name: "rolling-restarts",
  promise: "a stop by SIGTERM or SIGINT takes at most 10 s, and no person sees a failed send",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: (run) => runRestarts(run, SIZES[run.tier]),
};

async function runRestarts(run: Run, { restarts, chats }: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 2, capacity: 50, speed: 1 });
  run.faults.plan("restart", restarts);
  await addCustomersAndAgents(testbed, { chats, tabsEach: 2, agents: 4 });
  await sendDuring(testbed, SEND_EVERY_MS, restartInTurn(testbed, restarts));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}

async function restartInTurn({ run, deployment }: Testbed, restarts: number): Promise<void> {
  let slowest = 0;
  for (let restart = 0; restart < restarts; restart += 1) {
    const one = deployment.instances[restart % deployment.instances.length];
    const signalledAt = performance.now();
    const code = await one?.end(restart % 2 === 0 ? "SIGTERM" : "SIGINT");
    run.faults.applied("restart");
    const took = performance.now() - signalledAt;
    slowest = Math.max(slowest, took);
    if (code !== 0) run.counters.count("unhealthy", `a graceful stop ended with ${code}`);
    if (took > EXIT_MS) run.counters.count("late", `a graceful stop took ${took} ms`);
    await one?.start();
    await Bun.sleep(BETWEEN_MS);
  }
  run.note("slowest stop, s", (slowest / 1000).toFixed(1));
}
