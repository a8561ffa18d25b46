import { TRPCClientError } from "@trpc/client";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { customerApi } from "../../actors/customers/open-customer-sessions.ts";
import type { CustomerTab } from "../../actors/customers/customer-tab.ts";
import { missingForSmallDisk, mountSmallDisk, type SmallDisk } from "../../faults/small-disk.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { sendDuring } from "../../steps/send-from-everyone.ts";
import { waitUntil } from "../../support/wait-until.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const TIMES: Record<Tier, number> = { short: 1, full: 5, release: 10 };
const SIZE_MB = 32;
const SPEED = 4;
const SEND_EVERY_MS = 200;
const RECOVERY_MS = 10_000;
const FILLED_WITHIN_MS = 30_000;
const SAID_WITHIN_MS = 5_000;
const STARTS = 2;
const NO_SPACE =
  /^Switchboard cannot start: DATA_DIR: \S*switchboard\.db cannot be written: the disk is full/;
/** The database, its log and its lock. */
const OWN_FILE = /^switchboard\.db(?:-wal|-shm|\.lock)?$/;

/** The disk fills up, and later has space again. */
export const diskFull: Scenario = {
  name: "disk-full",
  promise:
    "on a full disk nothing is acknowledged, /readyz says no and reading works; with space messages are stored after 10 s, and nothing is left behind",
  dbs: ["sqlite"],
  tiers: ["short", "full", "release"],
  missing: missingForSmallDisk,
  run: (run) => runDiskFull(run, TIMES[run.tier]),
};

async function runDiskFull(run: Run, times: number): Promise<void> {
  using disk = mountSmallDisk(join(run.folder, "disk"), SIZE_MB);
  const dataDir = join(disk.path, "data");
  await using testbed = await openTestbed(run, {
    organizations: 1,
    capacity: 50,
    speed: SPEED,
    deployment: { dataDir },
  });
  run.faults.plan("disk filled", times);
  run.faults.plan("start on a full disk", times * STARTS);
  await addCustomersAndAgents(testbed, { chats: 50, tabsEach: 1, agents: 2 });
  await sendDuring(testbed, SEND_EVERY_MS, fillRepeatedly(testbed, disk, times));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
  const left = readdirSync(dataDir).filter((name) => !OWN_FILE.test(name));
  if (left.length > 0) run.counters.count("unhealthy", `left behind: ${left.join(", ")}`);
}

async function fillRepeatedly(testbed: Testbed, disk: SmallDisk, times: number): Promise<void> {
  const { run, actorContext } = testbed;
  for (let time = 0; time < times; time += 1) {
    disk.fill();
    run.faults.applied("disk filled");
    const isFull = async () => {
      const before = actorContext.submissions.acked;
      await Bun.sleep(1_000);
      return actorContext.submissions.acked === before;
    };
    // Space that the log had already allocated may still be used.
    if (!(await waitUntil(isFull, FILLED_WITHIN_MS)))
      run.counters.count("unhealthy", "the disk was never full");
    await checkFullServer(testbed);
    await checkStarts(testbed, join(disk.path, "data"));
    disk.free();
    await testbed.deployment.startAll();
    const before = actorContext.submissions.acked;
    if (!(await waitUntil(() => actorContext.submissions.acked > before, RECOVERY_MS)))
      run.counters.count("late", "nothing was stored within 10 s after there was space");
    if (!(await waitUntil(async () => (await readiness(testbed)) === 200, RECOVERY_MS)))
      run.counters.count("late", "/readyz did not say yes within 10 s after there was space");
  }
}

/** While the disk is full, sends are refused as temporary, `/readyz` says so, and reading works. */
async function checkFullServer(testbed: Testbed): Promise<void> {
  const { run, actorContext, customerTabs } = testbed;
  const [tab] = customerTabs;
  if (tab === undefined) return;
  if (!(await waitUntil(async () => (await readiness(testbed)) === 503, SAID_WITHIN_MS)))
    run.counters.count("unsaid", "/readyz says yes on a full disk");
  const answer = await sendOnce(testbed, tab);
  if (answer !== "SERVICE_UNAVAILABLE") run.counters.count("unsaid", `a send on a full disk: ${answer}`);
  const state = await customerApi(actorContext.url, tab.customerSession)
    .session.current.query({})
    .catch(() => null);
  if (state?.session === undefined || state.session === null)
    run.counters.count("unhealthy", "a customer could not read on a full disk");
}

/** Starts on a full disk: each says why it cannot, in one line, and leaves no more behind than the one before. */
async function checkStarts({ run, deployment }: Testbed, dataDir: string): Promise<void> {
  const [instance] = deployment.instances;
  if (instance === undefined) return;
  const code = await instance.end("SIGTERM");
  if (code !== 0) run.counters.count("unhealthy", `it stopped with ${code} on a full disk`);
  let left: string | null = null;
  for (let start = 0; start < STARTS; start += 1) {
    const lines = await instance.startRefused();
    run.faults.applied("start on a full disk");
    // A start that needs no more space than is there may succeed.
    if (lines === null) await instance.end("SIGTERM");
    else if (lines.length !== 1 || !NO_SPACE.test(lines[0] ?? ""))
      run.counters.count("unsaid", `a start on a full disk: ${lines.join(" / ")}`);
    const files = readdirSync(dataDir).toSorted().join(", ");
    if (left !== null && left !== files)
      run.counters.count("unhealthy", `left behind: ${files}, not ${left}`);
    left = files;
  }
}

async function readiness({ deployment }: Testbed): Promise<number | null> {
  const url = `${deployment.instances[0]?.url}/readyz`;
  return fetch(url).then(
    ({ status }) => status,
    () => null,
  );
}

/** Sends one message without an outbox, so that none sends it again. @returns the code of the refusal, or “stored” */
async function sendOnce({ actorContext }: Testbed, { customerSession }: CustomerTab): Promise<string> {
  const message = {
    sessionId: customerSession.sessionId,
    clientId: randomUUID(),
    text: "Is anybody there?",
  };
  return customerApi(actorContext.url, customerSession)
    .message.send.mutate(message)
    .then(
      () => "stored",
      (error: unknown) => (error instanceof TRPCClientError ? String(error.data?.code) : String(error)),
    );
}
