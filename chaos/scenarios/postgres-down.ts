import { gatherCrowd, talkDuring } from "../actors/crowd.ts";
import { conclude } from "../conclude.ts";
import type { Run, Scenario, Tier } from "../scenario.ts";
import { until } from "../until.ts";
import { openWorld, type World } from "../world.ts";

interface Size {
  kills: number;
  freezes: number;
  freezeMs: number;
  /** Connections of the pool that are ended. */
  terminated: number;
  /** Connections that listen for nudges that are ended, where there are any. */
  deafened: number;
}

const SIZES: Record<Tier, Size> = {
  short: { kills: 2, freezes: 1, freezeMs: 3_000, terminated: 20, deafened: 5 },
  full: { kills: 10, freezes: 3, freezeMs: 20_000, terminated: 200, deafened: 200 },
  release: { kills: 20, freezes: 6, freezeMs: 20_000, terminated: 600, deafened: 600 },
};
const SPEED = 4;
const TALK_EVERY_MS = 400;
/** After Postgres is back something must be stored within this, without a restart of the product. */
const RECOVERY_MS = 5_000;
const DOWN_MS = 1_000;
const BETWEEN_MS = 1_500;
const MANY = 4;

/** T12 and T13: Postgres dies, stops, and ends connections. */
export const postgresDown: Scenario = {
  name: "postgres-down",
  promise:
    "while Postgres is gone nothing is lost and nobody dies, and 5 s after its return messages are stored",
  dbs: ["postgres"],
  tiers: ["full", "release"],
  run: (run) => runPostgresDown(run, SIZES[run.tier]),
};

async function runPostgresDown(run: Run, size: Size): Promise<void> {
  await using world = await openWorld(run, { companies: 2, capacity: 50, speed: SPEED });
  run.faults.plan("Postgres killed", size.kills);
  run.faults.plan("Postgres stopped at once", size.kills);
  run.faults.plan("Postgres frozen", size.freezes);
  run.faults.plan("connection terminated", size.terminated);
  await gatherCrowd(world, { chats: 30, tabsEach: 2, agents: 4 });
  await talkDuring(world, TALK_EVERY_MS, harm(world, size));
  await conclude(world, { mayRefuse: ["held-by-other"] });
}

async function harm(world: World, size: Size): Promise<void> {
  const { run } = world;
  const { postgres } = world.deployment;
  if (postgres === null) return;
  for (let kill = 0; kill < size.kills; kill += 1) {
    for (const [what, fall] of [
      ["Postgres killed", postgres.kill],
      ["Postgres stopped at once", postgres.stopAtOnce],
    ] as const) {
      await fall();
      run.faults.applied(what);
      await Bun.sleep(run.chance.whole(0, DOWN_MS));
      await postgres.start();
      await recover(world, what);
    }
  }
  for (let freeze = 0; freeze < size.freezes; freeze += 1) {
    await postgres.freeze();
    run.faults.applied("Postgres frozen");
    await Bun.sleep(size.freezeMs);
    await postgres.thaw();
    await recover(world, "frozen");
  }
  await terminate(world, "connection terminated", { like: "%", times: size.terminated });
  await terminate(world, "listening connection terminated", { like: "%listen%", times: size.deafened });
}

async function terminate(
  { run, deployment }: World,
  what: string,
  { like, times }: { like: string; times: number },
): Promise<void> {
  // One machine may not listen at all; then there is nothing to end.
  for (let done = 0, tries = 0; done < times && tries < times; tries += 1) {
    const ended = (await deployment.postgres?.terminate(like, MANY)) ?? 0;
    done += ended;
    run.faults.applied(what, ended);
    await Bun.sleep(run.chance.whole(0, 2 * BREATH_MS));
  }
}

const BREATH_MS = 100;

async function recover({ run, stage }: World, what: string): Promise<void> {
  const before = stage.submissions.acked;
  const backAt = performance.now();
  if (!(await until(() => stage.submissions.acked > before, RECOVERY_MS)))
    run.counters.count("late", `nothing was stored within 5 s after: ${what}`);
  run.note(`stored again after s (${what}, the last time)`, ((performance.now() - backAt) / 1000).toFixed(1));
  await Bun.sleep(BETWEEN_MS);
}
