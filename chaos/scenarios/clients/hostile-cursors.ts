import type { CustomerSession } from "../../actors/customers/open-customer-sessions.ts";
import { openRawWebSocket, type RawWebSocket } from "../../actors/clients/raw-websocket.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

/** The cursors as JSON in the frame. Some are not numbers, some not even valid JSON. */
const CURSORS = [
  "-1",
  "1e309",
  "1.5",
  '"NaN"',
  '"9223372036854775808"',
  "9223372036854775808",
  "4294967296",
  "null",
  "[]",
  "{}",
  '"0x10"',
  '" "',
  "true",
  '"1 or 1=1"',
  `"${"9".repeat(40_000)}"`,
];
/** Longer than a frame may be. */
const TOO_LONG = `"${"9".repeat(1_000_000)}"`;
const ANSWER_MS = 5_000;
const MESSAGES = 3;

/** Cursors that no honest client sends. */
export const hostileCursors: Scenario = {
  name: "hostile-cursors",
  promise:
    "an impossible cursor, or another's session, is answered with an error or resync and never with data",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: runHostileCursors,
};

async function runHostileCursors(run: Run): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 2, capacity: 50, speed: 1 });
  run.faults.plan("hostile cursor", CURSORS.length * 3 + 4);
  const customerSessions: CustomerSession[] = [];
  for (const [place, organization] of testbed.organizations.entries()) {
    for (const name of ["one", "other"]) {
      const customerSession = await testbed.openSession(organization, `${name} ${place}`);
      customerSessions.push(customerSession);
      const tab = testbed.openCustomerTab(customerSession, `${name}${place}`);
      for (let no = 0; no < MESSAGES; no += 1)
        tab.outbox.send(customerSession.sessionId, `${name}${place} says ${no}`);
    }
  }
  await waitUntil(() => testbed.customerTabs.every(({ outbox }) => outbox.pendingCount() === 0), ANSWER_MS);
  const [ownSession] = customerSessions;
  if (ownSession === undefined) return;
  for (const cursor of CURSORS) {
    await subscribe(testbed, ownSession, `{"sessionId":"${ownSession.sessionId}","after":${cursor}}`);
    await subscribe(
      testbed,
      ownSession,
      `{"sessionId":"${ownSession.sessionId}","after":0,"lastEventId":${cursor}}`,
    );
    await subscribe(testbed, ownSession, `{"sessionId":"${ownSession.sessionId}","after":0}`, cursor);
  }
  await subscribe(testbed, ownSession, `{"sessionId":"${ownSession.sessionId}","after":${TOO_LONG}}`);
  for (const { sessionId } of customerSessions.slice(1))
    await subscribe(testbed, ownSession, `{"sessionId":"${sessionId}","after":0}`);
  await healAndCheck(testbed);
}

/** Subscribes once with a raw input. The response must be an error, a close, or facts of its own session. */
async function subscribe(
  testbed: Testbed,
  ownSession: CustomerSession,
  input: string,
  lastEventId?: string,
): Promise<void> {
  const { run, actorContext } = testbed;
  const { organization, token } = ownSession;
  run.faults.applied("hostile cursor");
  const socket = await openRawWebSocket(actorContext.url, { widgetKey: organization.widgetKey, token });
  const last = lastEventId === undefined ? "" : `,"lastEventId":${lastEventId}`;
  socket.send(`{"id":7,"method":"subscription","params":{"path":"session.watch","input":${input}${last}}}`);
  const isAnswered = () => socket.isClosed() || socket.frames.some(hasAnswer);
  const shown = `${input}${last}`.slice(0, 120);
  if (!(await waitUntil(isAnswered, ANSWER_MS))) run.counters.count("silent", `no answer to ${shown}`);
  checkAnswer(testbed, socket, ownSession, shown);
  socket.destroy();
}

function hasAnswer(frame: string): boolean {
  return frame.includes('"error"') || frame.includes('"data"') || frame.includes('"stopped"');
}

function checkAnswer(
  { run }: Testbed,
  { frames }: RawWebSocket,
  { sessionId, name }: CustomerSession,
  shown: string,
): void {
  for (const frame of frames) {
    if (frame.includes('"INTERNAL_SERVER_ERROR"'))
      run.counters.count("unhealthy", `internal error for ${shown}`);
    if (!frame.includes('"type":"data"')) continue;
    const [author] = /"text":"(\w+) says/.exec(frame)?.slice(1) ?? [];
    const isForeign = author !== undefined && author !== name.replace(" ", "");
    if (isForeign || !shown.includes(sessionId))
      run.counters.count("crossTenant", `${shown} was answered with ${frame}`);
  }
}
