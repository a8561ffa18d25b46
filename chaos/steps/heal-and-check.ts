import { cursorOf, type ReaderView } from "../actors/messages/reader-view.ts";
import { checkRun } from "../checks/check-run.ts";
import { type NewestNumbers, readDatabaseContent, readNewestNumbers } from "../checks/database-content.ts";
import { NO_FAULTS } from "../faults/faulty-load-balancer.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Testbed } from "../testbed/testbed.ts";

/** How long messages may be pending once all faults have ended, and how long views may then take to be complete. */
const PENDING_MS = 60_000;
const VIEWS_MS = 10_000;

export interface HealAndCheckOptions {
  /** The reasons for which messages may be refused in this scenario. */
  mayRefuse?: readonly string[];
  /** The views of readers in other processes. */
  readers?: readonly ReaderView[];
}

/** Ends all faults, waits as long as the promises in the README allow, and checks the run against every rule. */
export async function healAndCheck(
  testbed: Testbed,
  { mayRefuse = [], readers = [] }: HealAndCheckOptions = {},
): Promise<void> {
  const { run, deployment, actorContext, customerTabs, agentApps } = testbed;
  Object.assign(deployment.proxy.faults, NO_FAULTS);
  deployment.proxy.blackhole(false);
  await deployment.startAll();
  run.history.write({ actor: "harness", ev: "phase", what: "healed" });
  const healedAt = performance.now();

  const actors = [...customerTabs, ...agentApps];
  await waitUntil(() => {
    for (const { outbox } of actors) outbox.retryFailed();
    return actors.every(({ outbox }) => outbox.pendingCount() === 0);
  }, PENDING_MS);
  const waiting = new Set(actors.flatMap(({ outbox }) => outbox.unsentIds()));
  const newestNumbers = await readNewestNumbers(deployment);
  const views = [...actors.map(({ view }) => view), ...readers];
  await waitUntil(() => views.every((view) => isComplete(view, newestNumbers)), VIEWS_MS);
  run.note("healed within s", ((performance.now() - healedAt) / 1000).toFixed(1));

  for (const actor of actors) actor.close();
  await deployment.stopAll();
  const { submissions } = actorContext;
  const content = await readDatabaseContent(deployment);
  run.note("acknowledged", submissions.acked);
  run.note("stored before", submissions.duplicates);
  checkRun(
    {
      content,
      submissions,
      views,
      newestNumbers,
      waiting,
      mayRefuse,
      assignmentRule: testbed.assignmentRule,
    },
    run.counters,
  );
}

/** Whether a reader has everything up to the newest number. Facts that are not for customers have numbers too. */
function isComplete(view: ReaderView, { feedNos, sessionNos }: NewestNumbers): boolean {
  const end = view.sessionId === null ? feedNos.get(view.orgId) : sessionNos.get(view.sessionId);
  return cursorOf(view) >= (end ?? 0);
}
