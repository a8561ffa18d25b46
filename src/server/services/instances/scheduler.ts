import { decideRetryOrphanedTurn } from "#domain/bot/bot-turn.ts";
import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { HOUR, type Millis, MINUTE, SECOND } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { wasInstanceSeenSince, removeInstance, listSilentInstances } from "../../db/instances/instances.ts";
import { listOrganizations } from "../../db/settings/organizations.ts";
import { markInstanceGone, deleteOldPresences } from "../../db/team/member-presence.ts";
import { listExpiredSessions } from "../../db/conversations/overdue-sessions.ts";
import type { BotRunner } from "../bot/bot-runner.ts";
import type { ServiceContext } from "../context.ts";
import { wipeErasedBytes } from "../privacy/erase-customer.ts";
import { removeErasedOrganizations } from "../privacy/erase-organization.ts";
import { eraseOldChats } from "../privacy/erase-old-chats.ts";
import { HEARTBEAT_MS, type Heartbeat, DEAD_AFTER_MS } from "./heartbeat.ts";
import {
  type MemberPresence,
  returnChatsOfAbsentMembers,
  recordMembersChanged,
} from "../team/member-presence.ts";
import { rerouteAfterSwitch } from "../routing/answering-switch.ts";
import { listOpenBotTurns } from "../../db/conversations/open-bot-turns.ts";

const AT_ONCE = 200;
const TICK_MS: Millis = SECOND;
const SWEEP_MS: Millis = MINUTE;
const OLD_MS: Millis = 10 * MINUTE;
/** Rows of those who left matter until their chats went back into line, which is long done by then. */
const GONE_KEPT_MS: Millis = HOUR;

/** Records the end of every session whose time is up. Touching a session past its time ends it; on any machine, once. */
export async function endOverdueSessions(services: ServiceContext): Promise<void> {
  for (;;) {
    const due = await listExpiredSessions(services.store, await services.store.now(), AT_ONCE);
    await touchSessions(services, due);
    if (due.length < AT_ONCE) return;
  }
}

/**
 * Takes over from processes that are gone: their chatbot turns run here or fail, and whoever was connected to them
 * is no longer. Several may do so at once; each turn goes to one of them.
 *
 * @param silentMs - how long a process must not have been heard of; 0 at a boot that knows it is alone
 */
export async function takeOverDeadInstances(
  services: ServiceContext,
  silentMs: Millis = DEAD_AFTER_MS,
): Promise<void> {
  const now = await services.store.now();
  const since = now - silentMs;
  for (const { id, seenAt } of await listSilentInstances(services.store, since)) {
    if (id === services.instanceId) continue;
    for (const { orgId, session } of await listOpenBotTurns(services.store, id))
      await takeOverTurn(services, orgId, session);
    const left = await services.store.transact(async (writer) => {
      if (await wasInstanceSeenSince(writer, id, since)) return [];
      await removeInstance(writer, id, since);
      return markInstanceGone(writer, id, seenAt ?? now);
    });
    for (const orgId of new Set(left.map((presence) => presence.orgId)))
      await recordMembersChanged(services, orgId);
  }
}

async function takeOverTurn(
  services: ServiceContext,
  orgId: OrgId,
  { id: sessionId, botTurn }: Session,
): Promise<void> {
  if (botTurn === null) return;
  const { turnId, attempt } = botTurn;
  await services.record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) => decideRetryOrphanedTurn(scene, { sessionId, turnId, attempt }),
  });
}

/** What events should have done already, done once more: lines are drained, the switch is followed to its end. */
async function sweep(services: ServiceContext): Promise<void> {
  const past = (await services.store.now()) - GONE_KEPT_MS;
  await services.store.transact((writer) => deleteOldPresences(writer, past));
  await wipeErasedBytes(services);
  for (const { id, settings } of await listOrganizations(services.store)) {
    await rerouteAfterSwitch(services, id, settings.switch.no);
    await services.record(id, { needs: { queue: true, roster: true }, decide: () => decided([], null) });
  }
}

/** What keeps time, and what it looks after. */
export interface SchedulerDeps {
  services: ServiceContext;
  heartbeat: Heartbeat;
  botRunner: Pick<BotRunner, "reconcile">;
  presence: Pick<MemberPresence, "repair">;
}

/**
 * Keeps the desk's time until `signal` aborts: ends, returned chats, orphaned turns, and the sweep as a net under
 * them. One that fails is reported and tried again a moment later. Every process of a deployment does all of it; the
 * write makes sure that each thing happens once.
 *
 * @returns once the last round has finished
 */
export async function runScheduler(
  { services, heartbeat, botRunner, presence }: SchedulerDeps,
  signal: AbortSignal,
): Promise<void> {
  const tasks = [
    { name: "ending due sessions", every: TICK_MS, work: () => endOverdueSessions(services) },
    { name: "chats of members who left", every: TICK_MS, work: () => returnChatsOfAbsentMembers(services) },
    { name: "the chatbot's turns", every: TICK_MS, work: () => botRunner.reconcile() },
    { name: "the instance's heartbeat", every: HEARTBEAT_MS, work: heartbeat.beat },
    { name: "who is connected", every: HEARTBEAT_MS, work: presence.repair },
    {
      name: "succeeding silent processes",
      every: HEARTBEAT_MS,
      work: async () => void (heartbeat.isSteady() && (await takeOverDeadInstances(services))),
    },
    { name: "erased companies", every: TICK_MS, work: () => removeErasedOrganizations(services) },
    { name: "old chats", every: OLD_MS, work: () => eraseOldChats(services) },
    { name: "the sweep", every: SWEEP_MS, work: () => sweep(services) },
  ];
  await Promise.all(tasks.map((task) => repeatTask(services, task, signal)));
}

interface ScheduledTask {
  name: string;
  every: Millis;
  work: () => Promise<void>;
}

async function repeatTask(
  services: ServiceContext,
  { name, every, work }: ScheduledTask,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => services.report(name, error));
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

async function touchSessions(
  services: ServiceContext,
  due: readonly { orgId: OrgId; sessionId: SessionId }[],
): Promise<void> {
  const byOrg = Map.groupBy(due, ({ orgId }) => orgId);
  for (const [orgId, rows] of byOrg) {
    const sessions = rows.map(({ sessionId }) => sessionId);
    await services.record(orgId, { needs: { sessions }, decide: () => decided([], null) });
  }
}
