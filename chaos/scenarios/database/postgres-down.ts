import { sendDuring } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  kills: number;
  freezes: number;
  freezeMs: number;
  /** The number of pool connections to end. */
  terminated: number;
  /** The number of commits whose response is dropped. */
  unanswered: number;
}

const SIZES: Record<Tier, Size> = {
  short: { kills: 2, freezes: 1, freezeMs: 3_000, terminated: 20, unanswered: 10 },
  full: { kills: 10, freezes: 3, freezeMs: 20_000, terminated: 200, unanswered: 100 },
  release: { kills: 20, freezes: 6, freezeMs: 20_000, terminated: 600, unanswered: 300 },
};
const SPEED = 4;
const SEND_EVERY_MS = 400;
/** Once Postgres is back, a message must be stored within this time, without a restart of the instances. */
const RECOVERY_MS = 5_000;
const DOWN_MS = 1_000;
const BETWEEN_MS = 1_500;
const TERMINATED_AT_ONCE = 4;
const ANY_QUERY = /./;
const UNANSWERED_SHARE = 0.2;
const TIMEOUT_MS = 120_000;

/** Postgres is killed, stopped and frozen, ends connections and does not respond. */
export const postgresDown: Scenario = {
  name: "postgres-down",
  promise:
    "while Postgres is down nothing is lost and no instance exits, and 5 s after its return messages are stored",
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
  await addCustomersAndAgents(testbed, { chats: 30, tabsEach: 2, agents: 4 });
  await sendDuring(testbed, SEND_EVERY_MS, applyFaults(testbed, size));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}

async function applyFaults(testbed: Testbed, size: Size): Promise<void> {
  const { run } = testbed;
  const { postgres } = testbed.deployment;
  if (postgres === null) return;
  for (let kill = 0; kill < size.kills; kill += 1) {
    for (const [what, stop] of [
      ["Postgres killed", postgres.kill],
      ["Postgres stopped at once", postgres.stopAtOnce],
    ] as const) {
      await stop();
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
  await dropCommitAnswers(testbed, size.unanswered);
}

async function terminate({ run, deployment }: Testbed, times: number): Promise<void> {
  for (let done = 0, tries = 0; done < times && tries < times; tries += 1) {
    const ended = (await deployment.postgres?.terminate(ANY_QUERY, TERMINATED_AT_ONCE)) ?? 0;
    done += ended;
    run.faults.applied("connection terminated", ended);
    await Bun.sleep(run.random.whole(0, 2 * TERMINATE_EVERY_MS));
  }
}

async function dropCommitAnswers({ run, deployment }: Testbed, times: number): Promise<void> {
  const { database } = deployment;
  if (database === null) return;
  database.faults.lostCommit = UNANSWERED_SHARE;
  await waitUntil(() => database.applied().lostCommit >= times, TIMEOUT_MS);
  database.faults.lostCommit = 0;
  run.faults.applied("commit without an answer", database.applied().lostCommit);
}

const TERMINATE_EVERY_MS = 100;

async function recover({ run, actorContext }: Testbed, what: string): Promise<void> {
  const before = actorContext.submissions.acked;
  const backAt = performance.now();
  if (!(await waitUntil(() => actorContext.submissions.acked > before, RECOVERY_MS)))
    run.counters.count("late", `nothing was stored within 5 s after: ${what}`);
  run.note(`stored again after s (${what}, the last time)`, ((performance.now() - backAt) / 1000).toFixed(1));
  await Bun.sleep(BETWEEN_MS);
}
