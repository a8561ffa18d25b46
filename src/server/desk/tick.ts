import { decideOrphan } from "#domain/bot-turn.ts";
import { decided } from "#domain/decision.ts";
import type { OrgId, SessionId } from "#domain/ids.ts";
import { HOUR, type Millis, MINUTE, SECOND } from "#domain/instant.ts";
import type { Session } from "#domain/session.ts";
import { beat, removeInstance, silentInstances } from "../db/instances.ts";
import { listOrganizations } from "../db/organizations.ts";
import { endInstance, sweepPresences } from "../db/presences.ts";
import { listDue, listOpenTurns } from "../db/due-sessions.ts";
import type { Desk } from "./desk.ts";
import { returnChatsOfGone } from "./presence.ts";
import { followSwitch } from "./turn-switch.ts";

const AT_ONCE = 200;
const TICK_MS: Millis = SECOND;
const BEAT_MS: Millis = 3 * SECOND;
/** A process that has not been heard of for this long has lost its chatbot's turns. */
const SILENT_MS: Millis = 10 * SECOND;
const SWEEP_MS: Millis = MINUTE;
/** Rows of those who left matter until their chats went back into line, which is long done by then. */
const GONE_KEPT_MS: Millis = HOUR;

/** Records the end of every session whose time is up. Touching a session past its time ends it; on any machine, once. */
export async function endDue(desk: Desk): Promise<void> {
  for (;;) {
    const due = await listDue(desk.store, await desk.store.now(), AT_ONCE);
    await touch(desk, due);
    if (due.length < AT_ONCE) return;
  }
}

/**
 * Takes over from processes that are gone: their chatbot turns run here or fail, and whoever was connected to them
 * is no longer.
 *
 * @param silentMs - how long a process must not have been heard of; 0 at a boot that knows it is alone
 */
export async function succeedSilent(desk: Desk, silentMs: Millis = SILENT_MS): Promise<void> {
  const now = await desk.store.now();
  for (const id of await silentInstances(desk.store, now - silentMs)) {
    if (id === desk.instanceId) continue;
    for (const { orgId, session } of await listOpenTurns(desk.store, id)) await adopt(desk, orgId, session);
    await desk.store.transact(async (writer) => {
      await endInstance(writer, id, now);
      await removeInstance(writer, id);
    });
  }
}

async function adopt(desk: Desk, orgId: OrgId, { id: sessionId, botTurn }: Session): Promise<void> {
  if (botTurn === null) return;
  const { turnId } = botTurn;
  await desk.record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) => decideOrphan(scene, { sessionId, turnId }),
  });
}

/** Notes that this process is alive. */
export async function beatHeart({ store, instanceId }: Desk): Promise<void> {
  await store.transact(async (writer) => beat(writer, instanceId, await writer.now()));
}

/** What events should have done already, done once more: lines are drained, the switch is followed to its end. */
async function sweep(desk: Desk): Promise<void> {
  const past = (await desk.store.now()) - GONE_KEPT_MS;
  await desk.store.transact((writer) => sweepPresences(writer, past));
  for (const { id, settings } of await listOrganizations(desk.store)) {
    await followSwitch(desk, id, settings.switch.no);
    await desk.record(id, { needs: { line: true, roster: true }, decide: () => decided([], null) });
  }
}

/**
 * Keeps the desk's time until `signal` aborts: ends, returned chats, orphaned turns, and the sweep as a net under
 * them. One that fails is reported and tried again a moment later.
 *
 * @returns once the last round has finished
 */
export async function keepTime(desk: Desk, signal: AbortSignal): Promise<void> {
  const chores = [
    { name: "ending due sessions", every: TICK_MS, work: () => endDue(desk) },
    { name: "chats of members who left", every: TICK_MS, work: () => returnChatsOfGone(desk) },
    { name: "the instance's heartbeat", every: BEAT_MS, work: () => beatHeart(desk) },
    { name: "succeeding silent processes", every: BEAT_MS, work: () => succeedSilent(desk) },
    { name: "the sweep", every: SWEEP_MS, work: () => sweep(desk) },
  ];
  await Promise.all(chores.map((chore) => repeat(desk, chore, signal)));
}

interface Chore {
  name: string;
  every: Millis;
  work: () => Promise<void>;
}

async function repeat(desk: Desk, { name, every, work }: Chore, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => desk.report(name, error));
    await pause(every, signal);
  }
}

function pause(ms: Millis, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}

async function touch(desk: Desk, due: readonly { orgId: OrgId; sessionId: SessionId }[]): Promise<void> {
  const byOrg = Map.groupBy(due, ({ orgId }) => orgId);
  for (const [orgId, rows] of byOrg) {
    const sessions = rows.map(({ sessionId }) => sessionId);
    await desk.record(orgId, { needs: { sessions }, decide: () => decided([], null) });
  }
}
