import { sendDuring } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { type IdleWidget, openIdleWidget } from "../../actors/customers/idle-widget.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { memoryOf } from "../../measure/process-memory.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const WIDGETS: Record<Tier, number> = { short: 500, full: 5_000, release: 5_000 };
const SENDERS = { chats: 20, tabsEach: 1, agents: 0 };
const SEND_EVERY_MS = 200;
const AT_ONCE = 50;
const DOWN_MS = 3_000;
const LIVE_MS = 30_000;
const OPENING_MS = 120_000;
/** How much longer to wait for late widgets, to tell slow from lost. */
const GRACE_MS = 30_000;
const BUCKET_MS = 100;
/** The largest share that may reconnect in any 100 ms. */
const BUCKET_SHARE = 0.05;
const MEBIBYTE = 1024 * 1024;

/** A server with thousands of widgets is killed, stays down for three seconds, and comes back. */
export const restartHerd: Scenario = {
  name: "restart-herd",
  promise:
    "thousands of widgets are live again within 30 s of a restart, and never more than 5 % in a tenth of a second",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: (run) => runHerd(run, WIDGETS[run.tier]),
};

async function runHerd(run: Run, count: number): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 2, capacity: 50, speed: 1, isDirect: true });
  run.faults.plan("kill -9 with all connected", 2);
  run.faults.plan("SIGTERM with all connected", 1);
  await addCustomersAndAgents(testbed, SENDERS);
  const widgets = await openWidgets(testbed, count);
  try {
    const isLive = () => widgets.every((widget) => widget.liveAt() !== null);
    if (!(await waitUntil(isLive, OPENING_MS))) run.counters.count("late", "not all widgets opened at all");
    run.note("widgets", count);
    run.note(
      "server MB with all",
      Math.round((memoryOf(testbed.deployment.instances[0]?.pid() ?? null) ?? 0) / MEBIBYTE),
    );
    await sendDuring(testbed, SEND_EVERY_MS, restartAll(testbed, widgets));
  } finally {
    for (const widget of widgets) widget.close();
  }
  await healAndCheck(testbed);
}

async function restartAll(testbed: Testbed, widgets: readonly IdleWidget[]): Promise<void> {
  for (const signal of ["SIGKILL", "SIGTERM", "SIGKILL"] as const) await restart(testbed, widgets, signal);
}

async function openWidgets(testbed: Testbed, count: number): Promise<IdleWidget[]> {
  const widgets: IdleWidget[] = [];
  while (widgets.length < count) {
    const places = Array.from(
      { length: Math.min(AT_ONCE, count - widgets.length) },
      (_, step) => widgets.length + step,
    );
    const batch = places.map(async (place) => {
      const organization = testbed.organizations[place % testbed.organizations.length];
      if (organization === undefined) throw new Error("no organization");
      return openIdleWidget(
        testbed.actorContext,
        `widget${place}`,
        await testbed.openSession(organization, `widget ${place}`),
      );
    });
    widgets.push(...(await Promise.all(batch)));
  }
  return widgets;
}

async function restart(
  { run, deployment }: Testbed,
  widgets: readonly IdleWidget[],
  signal: NodeJS.Signals,
): Promise<void> {
  const [server] = deployment.instances;
  await server?.end(signal);
  const endedAt = run.history.now();
  run.faults.applied(`${signal === "SIGKILL" ? "kill -9" : "SIGTERM"} with all connected`);
  await Bun.sleep(DOWN_MS);
  await server?.start();
  const backAt = run.history.now();
  const isBack = (widget: IdleWidget) =>
    (widget.liveAt() ?? 0) > endedAt && (widget.openedAt() ?? 0) > endedAt;
  if (!(await waitUntil(() => widgets.every(isBack), LIVE_MS + GRACE_MS)))
    run.counters.count(
      "late",
      `never reconnected: ${countByState(widgets.filter((widget) => !isBack(widget)))}`,
    );
  const times = widgets.map((widget) => (widget.liveAt() ?? 0) - backAt);
  const slowest = Math.max(...times);
  const fullest = fullestBucket(widgets.map((widget) => widget.openedAt() ?? 0));
  const what = `after ${signal}, ${run.history.now().toFixed(0)}`;
  run.note(`${what}: all live within s`, (slowest / 1000).toFixed(1));
  const fullestSubscribed = fullestBucket(widgets.map((widget) => widget.liveAt() ?? 0));
  run.note(`${what}: fullest tenth of a second %, connected`, (fullest * 100).toFixed(1));
  run.note(`${what}: the same, subscribed`, (fullestSubscribed * 100).toFixed(1));
  if (slowest > LIVE_MS) run.counters.count("late", `the last was live after ${slowest} ms`);
  if (fullest > BUCKET_SHARE)
    run.counters.count("late", `a share of ${fullest} reconnected in a tenth of a second`);
}

/** The share of `times` in the fullest 100 ms. */
function fullestBucket(times: readonly number[]): number {
  const buckets = Map.groupBy(times, (at) => Math.floor(at / BUCKET_MS));
  return Math.max(...[...buckets.values()].map(({ length }) => length)) / times.length;
}

/** Counts the widgets in each connection state. */
function countByState(widgets: readonly IdleWidget[]): string {
  const groups = Map.groupBy(widgets, (widget) => widget.connectionState());
  return [...groups].map(([state, { length }]) => `${length} ${state}`).join(", ");
}
