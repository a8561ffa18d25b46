import { addPeople, sendDuring } from "../../steps/chat-load.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  kills: number;
  freezes: number;
  freezeMs: number;
  /** Connections of the pool that are ended. */
  terminated: number;
  /** Commits whose answer is swallowed. */
  unanswered: number;
}

const SIZES: Record<Tier, Size> = {
  short: { kills: 2, freezes: 1, freezeMs: 3_000, terminated: 20, unanswered: 10 },
  full: { kills: 10, freezes: 3, freezeMs: 20_000, terminated: 200, unanswered: 100 },
  release: { kills: 20, freezes: 6, freezeMs: 20_000, terminated: 600, unanswered: 300 },
};
const SPEED = 4;
const TALK_EVERY_MS = 400;
/** After Postgres is back something must be stored within this, without a restart of the product. */
const RECOVERY_MS = 5_000;
const DOWN_MS = 1_000;
const BETWEEN_MS = 1_500;
const MANY = 4;
const ANY = /./;
const UNANSWERED_SHARE = 0.2;
const PATIENCE_MS = 120_000;

/** T13: Postgres dies, stops, ends connections and answers no more. */
export const postgresDown: Scenario = {
  name: "postgres-down",
  promise:
    "while Postgres is gone nothing is lost and nobody dies, and 5 s after its return messages are stored",
  dbs: ["postgres"],
  tiers: ["full", "release"],
  run: (run) => runPostgresDown(run, SIZES[run.tier]),
};

async function runPostgresDown(run: Run, size: Size): Promise<void> {
  await using testbed = await openTestbed(run, {
    organizations: 2,
    capacity: 50,
    speed: SPEED,
    deployment: { isDatabaseProxied: true },
  });
  run.faults.plan("Postgres killed", size.kills);
  run.faults.plan("Postgres stopped at once", size.kills);
  run.faults.plan("Postgres frozen", size.freezes);
  run.faults.plan("connection terminated", size.terminated);
  run.faults.plan("commit without an answer", size.unanswered);
  await addPeople(testbed, { chats: 30, tabsEach: 2, agents: 4 });
  await sendDuring(testbed, TALK_EVERY_MS, harm(testbed, size));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}

async function harm(testbed: Testbed, size: Size): Promise<void> {
  const { run } = testbed;
  const { postgres } = testbed.deployment;
  if (postgres === null) return;
  for (let kill = 0; kill < size.kills; kill += 1) {
    for (const [what, fall] of [
      ["Postgres killed", postgres.kill],
      ["Postgres stopped at once", postgres.stopAtOnce],
    ] as const) {
      await fall();
      run.faults.applied(what);
      await Bun.sleep(run.random.whole(0, DOWN_MS));
      await postgres.start();
      await recover(testbed, what);
    }
  }
  for (let freeze = 0; freeze < size.freezes; freeze += 1) {
    await postgres.freeze();
    run.faults.applied("Postgres frozen");
    await Bun.sleep(size.freezeMs);
    await postgres.thaw();
    await recover(testbed, "frozen");
  }
  await terminate(testbed, size.terminated);
  await swallow(testbed, size.unanswered);
}

async function terminate({ run, deployment }: Testbed, times: number): Promise<void> {
  for (let done = 0, tries = 0; done < times && tries < times; tries += 1) {
    const ended = (await deployment.postgres?.terminate(ANY, MANY)) ?? 0;
    done += ended;
    run.faults.applied("connection terminated", ended);
    await Bun.sleep(run.random.whole(0, 2 * BREATH_MS));
  }
}

async function swallow({ run, deployment }: Testbed, times: number): Promise<void> {
  const { database } = deployment;
  if (database === null) return;
  database.faults.lostCommit = UNANSWERED_SHARE;
  await waitUntil(() => database.applied().lostCommit >= times, PATIENCE_MS);
  database.faults.lostCommit = 0;
  run.faults.applied("commit without an answer", database.applied().lostCommit);
}

const BREATH_MS = 100;

async function recover({ run, actorContext }: Testbed, what: string): Promise<void> {
  const before = actorContext.submissions.acked;
  const backAt = performance.now();
  if (!(await waitUntil(() => actorContext.submissions.acked > before, RECOVERY_MS)))
    run.counters.count("late", `nothing was stored within 5 s after: ${what}`);
  run.note(`stored again after s (${what}, the last time)`, ((performance.now() - backAt) / 1000).toFixed(1));
  await Bun.sleep(BETWEEN_MS);
}
