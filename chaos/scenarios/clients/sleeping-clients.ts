import type { CustomerSession } from "../../actors/customers/open-customer-sessions.ts";
import { sendMessages } from "../../actors/messages/send-messages.ts";
import { startReaderProcess, type ReaderProcess } from "../../actors/customers/reader-process.ts";
import { cursorOf } from "../../actors/messages/reader-view.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { memoryOf } from "../../measure/process-memory.ts";
import { openFileCountOf } from "../../measure/open-file-count.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  chats: number;
  /** The length of each nap: shorter or longer than the server's timeout. */
  naps: readonly number[];
}

const [DOZE_MS, NAP_MS] = [12_000, 90_000];
const SIZES: Record<Tier, Size> = {
  short: { chats: 5, naps: [DOZE_MS, 45_000] },
  full: { chats: 25, naps: [DOZE_MS, NAP_MS, DOZE_MS, NAP_MS] },
  release: { chats: 25, naps: Array.from({ length: 10 }, () => NAP_MS) },
};
const READERS_EACH = 2;
/** Almost the longest message a person may send. */
const LENGTH = 3_900;
const PAUSE_MS = 250;
const TIMEOUT_MS = 30_000;
const SETTLE_MS = 3_000;
/**
 * The server closes a connection after seven silent rounds of five seconds. The first may have begun before the nap.
 */
const FREED_MS = 35_500;
/** Other files a server may open or close while the sockets are counted. */
const OTHER_FILES = 5;
/** After waking, a client gives up a dead connection within 3 s; it then catches up. */
const CAUGHT_UP_MS = 5_000;
const MEBIBYTE = 1024 * 1024;
/** How much more memory the server may use with sleepers than the same traffic needs without them. */
const GROWTH_MAX = 64 * MEBIBYTE;

/** The machines of many readers sleep while messages are sent to them. */
export const sleepingClients: Scenario = {
  name: "sleeping-clients",
  promise:
    "a sleeping client costs the server little, is closed within 36 s, and has everything 5 s after waking up",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: (run) => runSleepers(run, SIZES[run.tier]),
};

async function runSleepers(run: Run, { chats, naps }: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 2, capacity: 50, speed: 1 });
  run.faults.plan("all readers asleep", naps.length);
  const readers: { actor: string; customerSession: CustomerSession }[] = [];
  for (let chat = 0; chat < chats; chat += 1) {
    const organization = testbed.organizations[chat % testbed.organizations.length];
    if (organization === undefined) continue;
    const customerSession = await testbed.openSession(organization, `customer ${chat}`);
    testbed.openCustomerTab(customerSession, `g${chat}`);
    for (let tab = 0; tab < READERS_EACH; tab += 1)
      readers.push({ actor: `g${chat}r${tab}`, customerSession });
  }
  using readerProcess = startReaderProcess(testbed.actorContext, run.random.whole(1, LENGTH), readers);
  await sendLongMessagesDuring(testbed, async () => {
    await waitUntil(() => readerProcess.readers.every(({ state }) => state() === "open"), TIMEOUT_MS);
    await Bun.sleep(SETTLE_MS);
    for (const [place, ms] of naps.entries())
      await nap(testbed, readerProcess, { ms, named: `nap ${place}, ${ms / 1000} s` });
  });
  await healAndCheck(testbed, { readers: readerProcess.readers.map(({ view }) => view) });
}

/** Has everybody who is awake send long messages until `work` is done. */
async function sendLongMessagesDuring({ customerTabs }: Testbed, work: () => Promise<void>): Promise<void> {
  const state = { isOver: false };
  const done = work().finally(() => (state.isOver = true));
  const senders = customerTabs.map(async ({ actor, outbox, customerSession }) => {
    while (!state.isOver) {
      await sendMessages({
        actor,
        outbox,
        nextSession: () => customerSession.sessionId,
        count: 1,
        window: 2,
        timeoutMs: TIMEOUT_MS,
        length: LENGTH,
      });
      await Bun.sleep(PAUSE_MS);
    }
  });
  await Promise.all([done, ...senders]);
}

async function nap(
  { run, deployment, customerTabs }: Testbed,
  readerProcess: ReaderProcess,
  { ms, named }: { ms: number; named: string },
): Promise<void> {
  const pid = deployment.instances[0]?.pid() ?? null;
  const before = { memory: memoryOf(pid) ?? 0, files: openFileCountOf(pid) ?? 0 };
  const fellAt = performance.now();
  readerProcess.pause();
  run.faults.applied("all readers asleep");
  const isFreed = () =>
    before.files - (openFileCountOf(pid) ?? 0) > readerProcess.readers.length - OTHER_FILES;
  if (ms > FREED_MS) {
    if (!(await waitUntil(isFreed, FREED_MS)))
      run.counters.count("unhealthy", "the server kept the connections of sleeping clients");
    run.note(`${named}: let go by the server after s`, ((performance.now() - fellAt) / 1000).toFixed(1));
  }
  await Bun.sleep(ms - (performance.now() - fellAt));
  if (ms < FREED_MS && isFreed())
    run.counters.count("unhealthy", "connections were closed during a short nap");
  const growth = (memoryOf(pid) ?? 0) - before.memory;
  run.note(`${named}: the server grew by MB`, Math.round(growth / MEBIBYTE));
  if (growth > GROWTH_MAX) run.counters.count("unhealthy", `the server grew by ${growth} bytes`);

  const ends = new Map(customerTabs.map(({ view }) => [view.sessionId, cursorOf(view)]));
  const wokeAt = performance.now();
  readerProcess.resume();
  const isWhole = () =>
    readerProcess.readers.every(({ view }) => cursorOf(view) >= (ends.get(view.sessionId) ?? 0));
  if (!(await waitUntil(isWhole, CAUGHT_UP_MS)))
    run.counters.count("late", "a reader had not caught up 5 s after waking");
  run.note(`${named}: caught up after s`, ((performance.now() - wokeAt) / 1000).toFixed(1));
  await waitUntil(
    () => isWhole() && readerProcess.readers.every(({ state }) => state() === "open"),
    TIMEOUT_MS,
  );
}
