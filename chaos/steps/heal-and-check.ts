import { cursorOf, type View } from "../actors/messages/reader-view.ts";
import { checkRun } from "../checks/check-run.ts";
import { type Marks, readLedger, readMarks } from "../checks/database-content.ts";
import { NO_FAULTS } from "../faults/faulty-load-balancer.ts";
import { until } from "../support/wait-until.ts";
import type { World } from "../testbed/testbed.ts";

/** How long messages may still wait once all is well again, and how long views may take to be whole after that. */
const PENDING_MS = 60_000;
const VIEWS_MS = 10_000;

export interface ConcludeOptions {
  /** Reasons for which a message may be refused in this scenario. */
  mayRefuse?: readonly string[];
  /** What was shown to readers elsewhere. */
  readers?: readonly View[];
}

/** Heals everything, waits as long as the contract allows, and holds the run to every rule. */
export async function conclude(
  world: World,
  { mayRefuse = [], readers = [] }: ConcludeOptions = {},
): Promise<void> {
  const { run, deployment, stage, tabs, desks } = world;
  Object.assign(deployment.proxy.faults, NO_FAULTS);
  deployment.proxy.blackhole(false);
  await deployment.startAll();
  run.history.write({ actor: "harness", ev: "phase", what: "healed" });
  const healedAt = performance.now();

  const actors = [...tabs, ...desks];
  await until(() => {
    for (const { mouth } of actors) mouth.retryFailed();
    return actors.every(({ mouth }) => mouth.pending() === 0);
  }, PENDING_MS);
  const waiting = new Set(actors.flatMap(({ mouth }) => mouth.waiting()));
  const marks = await readMarks(deployment);
  const views = [...actors.map(({ view }) => view), ...readers];
  await until(() => views.every((view) => isWhole(view, marks)), VIEWS_MS);
  run.note("healed within s", ((performance.now() - healedAt) / 1000).toFixed(1));

  for (const actor of actors) actor.close();
  await deployment.stopAll();
  const { submissions } = stage;
  const ledger = await readLedger(deployment);
  run.note("acknowledged", submissions.acked);
  run.note("stored before", submissions.duplicates);
  checkRun(
    { ledger, submissions, views, marks, waiting, mayRefuse, sharingOut: world.sharingOut },
    run.counters,
  );
}

/** Whether a reader has everything up to the marks; facts that are not for customers have numbers too. */
function isWhole(view: View, { feedNos, sessionNos }: Marks): boolean {
  const end = view.sessionId === null ? feedNos.get(view.orgId) : sessionNos.get(view.sessionId);
  return cursorOf(view) >= (end ?? 0);
}
