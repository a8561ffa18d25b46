import { Database } from "bun:sqlite";
import { join } from "node:path";
import { sendDuring } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { watchHealth } from "../../measure/watch-health.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  holds: number;
  longestMs: number;
}

const SIZES: Record<Tier, Size> = {
  short: { holds: 4, longestMs: 3_000 },
  full: { holds: 20, longestMs: 30_000 },
  release: { holds: 20, longestMs: 30_000 },
};
const CHATS = 20;
const SPEED = 4;
const SHORTEST_MS = 1_000;
const BETWEEN_MS = 500;
const SEND_EVERY_MS = 50;
const TIMEOUT_MS = 20 * 60_000;
/** Upper bound for the 99th percentile of `/healthz` while nothing can be written. */
const HEALTH_P99_MS = 250;

/** Another process holds SQLite's write lock. */
export const heldLock: Scenario = {
  name: "held-lock",
  promise:
    "while another process holds the database's lock the server answers, and messages are stored after it",
  dbs: ["sqlite"],
  tiers: ["short", "full", "release"],
  run: (run) => runHeldLock(run, SIZES[run.tier]),
};

async function runHeldLock(run: Run, size: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 1, capacity: 50, speed: SPEED });
  run.faults.plan("lock held", size.holds);
  await addCustomersAndAgents(testbed, { chats: CHATS, tabsEach: 1, agents: 0 });
  const health = watchHealth(testbed.actorContext.url);
  await sendDuring(testbed, SEND_EVERY_MS, holdRepeatedly(testbed, size));
  const p99 = health.stop();
  run.note("healthz p99 ms", Math.round(p99));
  if (p99 > HEALTH_P99_MS) run.counters.count("late", `healthz took ${p99} ms`);
  await healAndCheck(testbed);
}

async function holdRepeatedly({ run, deployment }: Testbed, { holds, longestMs }: Size): Promise<void> {
  const database = new Database(join(deployment.dataDir, "switchboard.db"));
  for (let hold = 0; hold < holds; hold += 1) {
    await takeLock(database);
    run.faults.applied("lock held");
    run.history.write({ actor: "nemesis", ev: "fault", what: "lock held" });
    await Bun.sleep(run.random.whole(SHORTEST_MS, longestMs));
    database.run("rollback");
    await Bun.sleep(BETWEEN_MS);
  }
  database.close();
}

/** Takes the lock without blocking this process, whose clients go on sending. */
async function takeLock(database: Database): Promise<void> {
  const isTaken = () => {
    try {
      database.run("begin immediate");
      return true;
    } catch {
      return false;
    }
  };
  if (!(await waitUntil(isTaken, TIMEOUT_MS))) throw new Error("the lock was never free");
}
