import { sendMessages } from "../../actors/messages/send-messages.ts";
import type { Member } from "../../actors/clients/organization.ts";
import { openRawWebSocket, type RawWebSocket } from "../../actors/clients/raw-websocket.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { memoryOf } from "../../measure/process-memory.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  chats: number;
  /** The number of sockets that stop reading, spread over the chats. */
  slow: number;
  /** Messages per chat. */
  messages: number;
}

const SIZES: Record<Tier, Size> = {
  short: { chats: 8, slow: 8, messages: 480 },
  full: { chats: 20, slow: 20, messages: 1_000 },
  release: { chats: 20, slow: 20, messages: 3_000 },
};
/** Almost the longest message a person may send. */
const LENGTH = 3_900;
const WINDOW = 4;
/** The share of messages sent before measuring, so that caches are filled. */
const WARM_UP = 1 / 4;
const SPEED = 4;
const TIMEOUT_MS = 10 * 60_000;
/** Well below the timeout for silent connections. */
const CLOSED_MS = 15_000;
/** Below the limit for one member. */
const SOCKETS_EACH = 8;
const MEBIBYTE = 1024 * 1024;
/** How much more memory the server may use with slow readers than the same traffic needs without them. */
const GROWTH_MAX = 64 * MEBIBYTE;

/** A socket that has stopped reading, and the number it follows the feed from. */
interface SlowReader {
  socket: RawWebSocket;
  after: number;
}

interface Frame {
  result?: { data?: { data?: { prev: number; no: number } } };
}

/** Readers that stop reading while others go on. */
export const slowReaders: Scenario = {
  name: "slow-readers",
  promise: "a reader that stops reading is closed, never skipped, and does not slow the others down",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: (run) => runSlowReaders(run, SIZES[run.tier]),
};

async function runSlowReaders(run: Run, size: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 1, capacity: 50, speed: SPEED });
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  run.faults.plan("reader that stops reading", size.slow);
  for (let chat = 0; chat < size.chats; chat += 1)
    testbed.openCustomerTab(await testbed.openSession(organization, `customer ${chat}`), `g${chat}`);
  const pid = testbed.deployment.instances[0]?.pid() ?? null;
  await sendFromCustomers(testbed, "with readers", size.messages * WARM_UP);
  const before = memoryOf(pid) ?? 0;
  const slow: SlowReader[] = [];
  while (slow.length < size.slow) {
    const agent = await testbed.addAgent(organization, `agent${slow.length}`);
    for (let socket = 0; socket < SOCKETS_EACH && slow.length < size.slow; socket += 1)
      slow.push(await openSlowReader(testbed, agent));
  }
  await sendFromCustomers(testbed, "without", size.messages);
  const growth = (memoryOf(pid) ?? 0) - before;
  run.note("server grew by MB", Math.round(growth / MEBIBYTE));
  if (growth > GROWTH_MAX) run.counters.count("unhealthy", `the server grew by ${growth} bytes`);
  for (const { socket } of slow) socket.resume();
  for (const one of slow) await checkReader(testbed, one);
  await healAndCheck(testbed);
}

async function sendFromCustomers({ customerTabs }: Testbed, about: string, count: number): Promise<void> {
  await Promise.all(
    customerTabs.map(({ actor, outbox, customerSession }) =>
      sendMessages({
        actor: `${actor} ${about}`,
        outbox,
        nextSession: () => customerSession.sessionId,
        count,
        window: WINDOW,
        timeoutMs: TIMEOUT_MS,
        length: LENGTH,
      }),
    ),
  );
  await waitUntil(() => customerTabs.every(({ outbox }) => outbox.pendingCount() === 0), TIMEOUT_MS);
}

/** Opens an agent's socket that has every chat on its screen, and stops reading it. */
async function openSlowReader(
  { run, actorContext, deployment }: Testbed,
  { api, cookie }: Member,
): Promise<SlowReader> {
  const { no: after, cards } = await api.agent.inbox.query({});
  // Bypass the balancer, whose buffers would take the data that the reader does not read.
  const socket = await openRawWebSocket(
    deployment.instances[0]?.url ?? actorContext.url,
    { app: "agent" },
    { origin: actorContext.url, cookie },
  );
  const customerIds = cards.map(({ customer }) => customer.id);
  socket.send(JSON.stringify(call(1, "mutation", { path: "agent.look", input: { customerIds } })));
  await waitUntil(() => socket.frames.length > 0, CLOSED_MS);
  socket.frames.length = 0;
  socket.send(JSON.stringify(call(2, "subscription", { path: "agent.watch", input: { after } })));
  await waitUntil(() => socket.frames.length > 0, CLOSED_MS);
  socket.stall();
  run.faults.applied("reader that stops reading");
  return { socket, after };
}

function call(id: number, method: string, params: object): object {
  return { id, method, params };
}

/** Checks that the frames form a stream without a gap, followed by the end of the connection. */
async function checkReader({ run }: Testbed, { socket, after }: SlowReader): Promise<void> {
  if (!(await waitUntil(socket.isClosed, CLOSED_MS)))
    run.counters.count("unhealthy", `a slow reader was not closed: ${socket.read()} bytes read`);
  let cursor = after;
  for (const frame of socket.frames) {
    const item: Frame = JSON.parse(frame);
    const data = item.result?.data?.data;
    if (data === undefined) continue;
    if (data.prev !== cursor)
      run.counters.count("viewMissing", `a slow reader read ${data.no} after ${cursor}, not ${data.prev}`);
    cursor = data.no;
  }
  run.note("read by a slow reader before its end, MB", Math.round(socket.read() / MEBIBYTE));
  socket.destroy();
}
