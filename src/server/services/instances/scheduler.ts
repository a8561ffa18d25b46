import { decided } from "#domain/model/decision.ts";
import { HOUR, type Millis, MINUTE, SECOND } from "#domain/model/instant.ts";
import { listOrganizations } from "../../db/settings/organizations.ts";
import { deleteOldPresences } from "../../db/team/member-presence.ts";
import type { BotRunner } from "../bot/bot-runner.ts";
import { giveBackOwedMail } from "../mail/give-back-owed-mail.ts";
import type { ServiceContext } from "../context.ts";
import { removeErasedRows } from "../privacy/remove-erased-rows.ts";
import { createWipeOfErasedBytes } from "../privacy/wipe-erased-bytes.ts";
import { removeErasedOrganizations } from "../privacy/erase-organization.ts";
import type { Retention } from "../privacy/retention.ts";
import type { CustomerPresence } from "./customer-presence.ts";
import { HEARTBEAT_MS, type Heartbeat } from "./heartbeat.ts";
import type { PublicSettingsBroadcast } from "../settings/public-settings-broadcast.ts";
import type { MemberPresence } from "../team/member-presence.ts";
import { rerouteAfterSwitch } from "../routing/answering-switch.ts";
import { endOverdueSessions } from "../conversations/end-overdue-sessions.ts";
import { takeOverDeadInstances } from "./take-over-dead-instances.ts";
import { returnChatsOfAbsentMembers } from "../routing/return-chats.ts";
const TICK_MS: Millis = SECOND;
const SWEEP_MS: Millis = MINUTE;
const OLD_MS: Millis = 10 * MINUTE;
/** Short against the time from one sweep to the next, which writes and so stops a wipe. */
const WIPE_MS: Millis = 10 * SECOND;
/**
 * How long rows of absent members are kept. They are needed until their chats are back in the queue, long before
 * this.
 */
const GONE_KEPT_MS: Millis = HOUR;

/**
 * The safety net for missed events: assigns waiting chats, finishes an interrupted turn of the switch, and cleans up
 * old presences.
 */
async function sweep(services: ServiceContext): Promise<void> {
  const past = (await services.store.now()) - GONE_KEPT_MS;
  await services.store.transact((writer) => deleteOldPresences(writer, past), { canWait: true });
  for (const { id, settings } of await listOrganizations(services.store)) {
    await rerouteAfterSwitch(services, id, settings.switch.no);
    await services.record(id, { needs: { queue: true }, decide: () => decided([], null) });
  }
}

/** Dependencies of the scheduler. */
export interface SchedulerDeps {
  services: ServiceContext;
  heartbeat: Heartbeat;
  botRunner: Pick<BotRunner, "reconcile">;
  presence: Pick<MemberPresence, "repair">;
  customerPresence: Pick<CustomerPresence, "check">;
  publicSettings: Pick<PublicSettingsBroadcast, "check">;
  retention: Retention;
}

/**
 * Runs the timed work until `signal` aborts: overdue sessions, returned chats, customers who left, orphaned turns, and
 * the sweep as a safety net. A failed job is reported and retried in the next round. Every instance runs all of it; the
 * transactions make sure that each thing happens once.
 *
 * @returns once the last round has finished; what may take long ends before
 */
export async function runScheduler(
  { services, heartbeat, botRunner, presence, customerPresence, publicSettings, retention }: SchedulerDeps,
  signal: AbortSignal,
): Promise<void> {
  const wipeErasedBytes = createWipeOfErasedBytes(services);
  const tasks = [
    { name: "ending overdue sessions", every: TICK_MS, work: () => endOverdueSessions(services) },
    {
      name: "returning chats of absent members",
      every: TICK_MS,
      work: () => returnChatsOfAbsentMembers(services),
    },
    { name: "checking which customers have left", every: TICK_MS, work: () => customerPresence.check() },
    { name: "checking whether people answer", every: TICK_MS, work: () => publicSettings.check() },
    { name: "reconciling the chatbot's turns", every: TICK_MS, work: () => botRunner.reconcile() },
    { name: "sending the heartbeat", every: HEARTBEAT_MS, work: heartbeat.beat },
    { name: "repairing presence", every: HEARTBEAT_MS, work: presence.repair },
    {
      name: "taking over dead instances",
      every: HEARTBEAT_MS,
      work: async () => void (heartbeat.isSteady() && (await takeOverDeadInstances(services))),
    },
    {
      name: "removing erased companies",
      every: TICK_MS,
      work: () => removeErasedOrganizations(services, { signal }),
    },
    { name: "deleting erased rows", every: TICK_MS, work: () => removeErasedRows(services, signal) },
    { name: "removing deleted articles", every: OLD_MS, work: () => retention.removeArticles(signal) },
    { name: "erasing old chats", every: OLD_MS, work: () => retention.erase(signal) },
    {
      name: "wiping erased rows from the database file",
      every: WIPE_MS,
      work: () => wipeErasedBytes(signal),
    },
    { name: "giving back unanswered mail", every: SWEEP_MS, work: () => giveBackOwedMail(services) },
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
