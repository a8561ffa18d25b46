import { decideOrphan } from "#domain/bot/bot-turn.ts";
import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { HOUR, type Millis, MINUTE, SECOND } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { isHeardOf, removeInstance, silentInstances } from "../../db/instances/instances.ts";
import { listOrganizations } from "../../db/settings/organizations.ts";
import { endInstance, sweepPresences } from "../../db/team/member-presence.ts";
import { listDue, listOpenTurns } from "../../db/conversations/overdue-sessions.ts";
import type { BotRunner } from "../bot/bot-runner.ts";
import type { Desk } from "../context.ts";
import { wipeNow } from "../privacy/erase-customer.ts";
import { clearErased } from "../privacy/erase-organization.ts";
import { forgetOld } from "../privacy/erase-old-chats.ts";
import { BEAT_MS, type Heart, SILENT_MS } from "./heartbeat.ts";
import { type Presence, returnChatsOfGone, tellColleagues } from "../team/member-presence.ts";
import { followSwitch } from "../routing/answering-switch.ts";

const AT_ONCE = 200;
const TICK_MS: Millis = SECOND;
const SWEEP_MS: Millis = MINUTE;
const OLD_MS: Millis = 10 * MINUTE;
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
 * is no longer. Several may do so at once; each turn goes to one of them.
 *
 * @param silentMs - how long a process must not have been heard of; 0 at a boot that knows it is alone
 */
export async function succeedSilent(desk: Desk, silentMs: Millis = SILENT_MS): Promise<void> {
  const now = await desk.store.now();
  const since = now - silentMs;
  for (const { id, seenAt } of await silentInstances(desk.store, since)) {
    if (id === desk.instanceId) continue;
    for (const { orgId, session } of await listOpenTurns(desk.store, id)) await adopt(desk, orgId, session);
    const left = await desk.store.transact(async (writer) => {
      if (await isHeardOf(writer, id, since)) return [];
      await removeInstance(writer, id, since);
      return endInstance(writer, id, seenAt ?? now);
    });
    for (const orgId of new Set(left.map((presence) => presence.orgId))) await tellColleagues(desk, orgId);
  }
}

async function adopt(desk: Desk, orgId: OrgId, { id: sessionId, botTurn }: Session): Promise<void> {
  if (botTurn === null) return;
  const { turnId, attempt } = botTurn;
  await desk.record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) => decideOrphan(scene, { sessionId, turnId, attempt }),
  });
}

/** What events should have done already, done once more: lines are drained, the switch is followed to its end. */
async function sweep(desk: Desk): Promise<void> {
  const past = (await desk.store.now()) - GONE_KEPT_MS;
  await desk.store.transact((writer) => sweepPresences(writer, past));
  await wipeNow(desk);
  for (const { id, settings } of await listOrganizations(desk.store)) {
    await followSwitch(desk, id, settings.switch.no);
    await desk.record(id, { needs: { line: true, roster: true }, decide: () => decided([], null) });
  }
}

/** What keeps time, and what it looks after. */
export interface Timekeeping {
  desk: Desk;
  heart: Heart;
  bots: Pick<BotRunner, "attend">;
  presence: Pick<Presence, "mend">;
}

/**
 * Keeps the desk's time until `signal` aborts: ends, returned chats, orphaned turns, and the sweep as a net under
 * them. One that fails is reported and tried again a moment later. Every process of a deployment does all of it; the
 * write makes sure that each thing happens once.
 *
 * @returns once the last round has finished
 */
export async function keepTime(
  { desk, heart, bots, presence }: Timekeeping,
  signal: AbortSignal,
): Promise<void> {
  const chores = [
    { name: "ending due sessions", every: TICK_MS, work: () => endDue(desk) },
    { name: "chats of members who left", every: TICK_MS, work: () => returnChatsOfGone(desk) },
    { name: "the chatbot's turns", every: TICK_MS, work: () => bots.attend() },
    { name: "the instance's heartbeat", every: BEAT_MS, work: heart.beat },
    { name: "who is connected", every: BEAT_MS, work: presence.mend },
    {
      name: "succeeding silent processes",
      every: BEAT_MS,
      work: async () => void (heart.isSteady() && (await succeedSilent(desk))),
    },
    { name: "erased companies", every: TICK_MS, work: () => clearErased(desk) },
    { name: "old chats", every: OLD_MS, work: () => forgetOld(desk) },
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
