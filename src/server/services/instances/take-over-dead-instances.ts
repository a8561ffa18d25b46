import { decideRetryOrphanedTurn } from "#domain/bot/retry-orphaned-turn.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { Millis } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { wasInstanceSeen, removeInstance, listSilentInstances } from "../../db/instances/instances.ts";
import { markInstanceGone } from "../../db/team/member-presence.ts";
import type { ServiceContext } from "../context.ts";
import { DEAD_AFTER_MS } from "./heartbeat.ts";
import { listOpenBotTurns } from "../../db/conversations/open-bot-turns.ts";
import { recordMembersChanged } from "../team/record-members-changed.ts";

/**
 * Takes over from dead instances: their chatbot turns run here or fail, and their members count as disconnected.
 * Several instances may do so concurrently; each turn goes to one of them.
 *
 * @param silentMs - how long an instance must have sent no heartbeat; 0 at the boot of the only instance
 */
export async function takeOverDeadInstances(
  services: ServiceContext,
  silentMs: Millis = DEAD_AFTER_MS,
): Promise<void> {
  const now = await services.store.now();
  const heard = { since: now - silentMs, until: now + silentMs };
  for (const { id, seenAt } of await listSilentInstances(services.store, heard)) {
    if (id === services.instanceId) continue;
    for (const { orgId, session } of await listOpenBotTurns(services.store, id))
      await takeOverTurn(services, orgId, session);
    const left = await services.store.transact(async (writer) => {
      if (await wasInstanceSeen(writer, id, heard)) return [];
      await removeInstance(writer, id, heard);
      return markInstanceGone(writer, id, Math.min(seenAt ?? now, now));
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
