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
  /** Sockets that stop reading, spread over the chats. */
  slow: number;
  /** In each chat. */
  messages: number;
}

const SIZES: Record<Tier, Size> = {
  short: { chats: 8, slow: 8, messages: 480 },
  full: { chats: 20, slow: 20, messages: 1_000 },
  release: { chats: 20, slow: 20, messages: 3_000 },
};
/** Nearly the longest a person may send. */
const LENGTH = 3_900;
const WINDOW = 4;
/** What is said before, so that caches are filled, as a share. */
const WARM_UP = 1 / 4;
const SPEED = 4;
const PATIENCE_MS = 10 * 60_000;
/** Well below the time after which silence alone would end a connection. */
const CLOSED_MS = 15_000;
/** Fewer than one member may have. */
const SOCKETS_EACH = 8;
const MEBIBYTE = 1024 * 1024;
/** What the slow ones may cost the server, beside what the same traffic costs without them. */
const GROWTH_MAX = 64 * MEBIBYTE;

/** A socket that has stopped reading, and the number it follows from. */
interface Slow {
  socket: RawWebSocket;
  after: number;
}

interface Frame {
  result?: { data?: { data?: { prev: number; no: number } } };
}

/** T7: readers who do not read, while others talk on. */
export const slowReaders: Scenario = {
  name: "slow-readers",
  promise: "who does not read is closed and never skipped, and costs the others nothing",
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
    testbed.openCustomerTab(await testbed.openSession(organization, `guest ${chat}`), `g${chat}`);
  const pid = testbed.deployment.instances[0]?.pid() ?? null;
  await talk(testbed, "with readers", size.messages * WARM_UP);
  const before = memoryOf(pid) ?? 0;
  const slow: Slow[] = [];
  while (slow.length < size.slow) {
    const agent = await testbed.addAgent(organization, `agent${slow.length}`);
    for (let socket = 0; socket < SOCKETS_EACH && slow.length < size.slow; socket += 1)
      slow.push(await openSlow(testbed, agent));
  }
  await talk(testbed, "without", size.messages);
  const growth = (memoryOf(pid) ?? 0) - before;
  run.note("server grew by MB", Math.round(growth / MEBIBYTE));
  if (growth > GROWTH_MAX) run.counters.count("unhealthy", `the server grew by ${growth} bytes`);
  for (const { socket } of slow) socket.resume();
  for (const one of slow) await judge(testbed, one);
  await healAndCheck(testbed);
}

async function talk({ customerTabs }: Testbed, about: string, count: number): Promise<void> {
  await Promise.all(
    customerTabs.map(({ actor, outbox, customerSession }) =>
      sendMessages({
        actor: `${actor} ${about}`,
        outbox,
        nextSession: () => customerSession.sessionId,
        count,
        window: WINDOW,
        timeoutMs: PATIENCE_MS,
        length: LENGTH,
      }),
    ),
  );
  await waitUntil(() => customerTabs.every(({ outbox }) => outbox.pendingCount() === 0), PATIENCE_MS);
}

/** A screen that shows every chat whole, and then reads nothing more. */
async function openSlow({ run, actorContext, deployment }: Testbed, { api, cookie }: Member): Promise<Slow> {
  const { no: after, cards } = await api.agent.inbox.query({});
  // Past the balancer, whose own buffers would take in what the reader does not.
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

/** Once it reads again it finds a stream without a hole, and behind it the end of the connection. */
async function judge({ run }: Testbed, { socket, after }: Slow): Promise<void> {
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
