import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sendDuring } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { customerApi } from "../../actors/customers/open-customer-sessions.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const TIMES: Record<Tier, number> = { short: 2, full: 5, release: 10 };
const SIZE_MB = 32;
const SPEED = 4;
const SEND_EVERY_MS = 200;
const FULL_MS = 4_000;
const RECOVERY_MS = 10_000;
const FILLED_WITHIN_MS = 30_000;

/** The disk fills up, and later has space again. */
export const diskFull: Scenario = {
  name: "disk-full",
  promise:
    "on a full disk nothing is acknowledged, reading works, and 10 s after there is space messages are stored",
  dbs: ["sqlite"],
  tiers: ["full", "release"],
  run: (run) => runDiskFull(run, TIMES[run.tier]),
};

async function runDiskFull(run: Run, times: number): Promise<void> {
  const disk = join(run.folder, "disk");
  mkdirSync(disk);
  const mounted = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${SIZE_MB}m`, "tmpfs", disk]);
  if (!mounted.success)
    throw new Error(`This scenario mounts a small disk, which needs root: ${mounted.stderr.toString()}`);
  try {
    await using testbed = await openTestbed(run, {
      organizations: 1,
      capacity: 50,
      speed: SPEED,
      deployment: { dataDir: join(disk, "data") },
    });
    run.faults.plan("disk filled", times);
    await addCustomersAndAgents(testbed, { chats: 50, tabsEach: 1, agents: 2 });
    await sendDuring(testbed, SEND_EVERY_MS, fillRepeatedly(testbed, join(disk, "ballast"), times));
    await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
  } finally {
    Bun.spawnSync(["umount", "--lazy", disk]);
  }
}

async function fillRepeatedly(testbed: Testbed, ballast: string, times: number): Promise<void> {
  const { run, actorContext } = testbed;
  for (let time = 0; time < times; time += 1) {
    fill(ballast);
    run.faults.applied("disk filled");
    const isFull = async () => {
      const before = actorContext.submissions.acked;
      await Bun.sleep(1_000);
      return actorContext.submissions.acked === before;
    };
    // Space that the log had already allocated may still be used.
    if (!(await waitUntil(isFull, FILLED_WITHIN_MS)))
      run.counters.count("unhealthy", "the disk was never full");
    await Bun.sleep(FULL_MS);
    await checkReading(testbed);
    rmSync(ballast);
    const before = actorContext.submissions.acked;
    if (!(await waitUntil(() => actorContext.submissions.acked > before, RECOVERY_MS)))
      run.counters.count("late", "nothing was stored within 10 s after there was space");
  }
}

/** Fills every free block. */
function fill(ballast: string): void {
  const { bavail, bsize } = statfsSync(join(ballast, ".."));
  writeFileSync(ballast, Buffer.alloc(bavail * bsize));
  if (!existsSync(ballast)) throw new Error("the ballast was not written");
}

async function checkReading({ run, actorContext, customerTabs }: Testbed): Promise<void> {
  const [tab] = customerTabs;
  if (tab === undefined) return;
  const state = await customerApi(actorContext.url, tab.customerSession)
    .session.current.query({})
    .catch(() => null);
  if (state?.session === undefined || state.session === null)
    run.counters.count("unhealthy", "a customer could not read on a full disk");
}
