import { sendDuring } from "../../steps/send-from-everyone.ts";
import { cursorOf } from "../../actors/messages/reader-view.ts";
import type { CustomerTab } from "../../actors/customers/customer-tab.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { openIsolatedNetwork, type IsolatedNetwork } from "../../faults/isolated-network.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  chats: number;
  silences: number;
}

const SIZES: Record<Tier, Size> = {
  short: { chats: 10, silences: 1 },
  full: { chats: 100, silences: 5 },
  release: { chats: 100, silences: 10 },
};
const CAPACITY = 50;
/** A ping detects silence within 7 s. A slow machine may take longer. */
const NOTICED_MS = 10_000;
/**
 * The server closes a connection after seven silent rounds of five seconds. The first may have begun before the
 * silence.
 */
const FREED_MS = 35_500;
const COMPLETE_MS = 10_000;
const OPEN_MS = 30_000;
const SEND_EVERY_MS = 1_000;
const SETTLE_MS = 3_000;

/** The two tabs of each customer: `silent` ones connect to the address that will be silenced. */
interface Sides {
  silent: CustomerTab[];
  others: CustomerTab[];
}

/** Drops every packet of half the connections, in both directions, with the kernel's packet filter. */
export const droppedPackets: Scenario = {
  name: "silent-network",
  promise:
    "when packets are dropped, clients notice within 10 s, the server closes within 36 s, and all is complete 10 s after",
  dbs: ["sqlite"],
  tiers: ["full", "release"],
  run: (run) => runSilences(run, SIZES[run.tier]),
};

async function runSilences(run: Run, { chats, silences }: Size): Promise<void> {
  using network = await openIsolatedNetwork();
  await using testbed = await openTestbed(run, {
    organizations: 2,
    capacity: CAPACITY,
    speed: 1,
    deployment: { network },
  });
  run.faults.plan("packets dropped both ways", silences);
  const sides = await openSides(testbed, network, chats);
  await sendDuring(testbed, SEND_EVERY_MS, silenceRepeatedly(testbed, network, { sides, silences }));
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}

async function openSides(testbed: Testbed, { addresses }: IsolatedNetwork, chats: number): Promise<Sides> {
  const { organizations, deployment } = testbed;
  const port = deployment.instances[0]?.port;
  const [near, silent] = addresses.map((address) => `http://${address}:${port}`);
  const sides: Sides = { silent: [], others: [] };
  for (let chat = 0; chat < chats; chat += 1) {
    const organization = organizations[chat % organizations.length];
    if (organization === undefined) continue;
    const customerSession = await testbed.openSession(organization, `customer ${chat}`);
    sides.others.push(testbed.openCustomerTab(customerSession, `g${chat}a`, { connectUrl: near }));
    sides.silent.push(testbed.openCustomerTab(customerSession, `g${chat}b`, { connectUrl: silent }));
  }
  return sides;
}

async function silenceRepeatedly(
  testbed: Testbed,
  network: IsolatedNetwork,
  { sides, silences }: { sides: Sides; silences: number },
): Promise<void> {
  const [, address] = network.addresses;
  for (let silence = 0; silence < silences; silence += 1) {
    await waitUntil(() => sides.silent.every(isOpen), OPEN_MS);
    await Bun.sleep(SETTLE_MS);
    network.dropPackets(address);
    testbed.run.faults.applied("packets dropped both ways");
    await checkSilence(testbed, sides, {
      connections: () => network.connections(address),
      named: `silence ${silence}`,
    });
    const shown = sides.others.map(({ view }) => cursorOf(view));
    network.dropPackets(null);
    await checkRecovery(testbed.run, sides, { shown, named: `silence ${silence}` });
  }
}

/** Checks that both ends close during the silence, and that other connections are not affected. */
async function checkSilence(
  { run, actorContext }: Testbed,
  { silent, others }: Sides,
  { connections, named }: { connections: () => number; named: string },
): Promise<void> {
  const sinceSilent = stopwatch();
  const storedBefore = actorContext.submissions.acked;
  if (!(await waitUntil(() => !silent.some(isOpen), NOTICED_MS)))
    run.counters.count("late", `${silent.filter(isOpen).length} did not notice that the network was gone`);
  run.note(`${named}: noticed by all after s`, inSeconds(sinceSilent()));
  if (!(await waitUntil(() => connections() === 0, FREED_MS - sinceSilent())))
    run.counters.count("unhealthy", `the server kept ${connections()} connections`);
  run.note(`${named}: let go by the server after s`, inSeconds(sinceSilent()));
  if (!others.every(isOpen) || actorContext.submissions.acked === storedBefore)
    run.counters.count("late", "customers with a working network were disconnected or not served");
}

/** Checks that, once the silence is over, everybody is shown what the others were `shown`, and nothing is pending. */
async function checkRecovery(
  run: Run,
  { silent }: Sides,
  { shown, named }: { shown: readonly number[]; named: string },
): Promise<void> {
  const sinceHealed = stopwatch();
  const waiting = silent.map(({ outbox }) => new Set(outbox.unsentIds()));
  const isWhole = ({ outbox, view }: CustomerTab, place: number) =>
    !outbox.unsentIds().some((clientId) => waiting[place]?.has(clientId)) &&
    cursorOf(view) >= (shown[place] ?? 0);
  if (!(await waitUntil(() => silent.every(isWhole), COMPLETE_MS))) {
    const rest = silent.filter((tab, place) => !isWhole(tab, place));
    run.counters.count("late", `${rest.length} were not complete`);
  }
  run.note(`${named}: complete after s`, inSeconds(sinceHealed()));
}

function isOpen({ state }: CustomerTab): boolean {
  return state() === "open";
}

/** Starts a stopwatch. The returned function gives the milliseconds elapsed. */
function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => performance.now() - startedAt;
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
