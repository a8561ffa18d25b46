import { decided, type Decision } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { isMail } from "#domain/model/session.ts";
import type { Scene } from "#domain/model/scene.ts";
import type { Answers, Switch } from "#domain/model/settings.ts";
import { decideTurnSwitch, decideUndoSwitch } from "#domain/routing/answering-switch.ts";
import { listSessionsToReroute } from "../../db/conversations/sessions-to-reroute.ts";
import type { ServiceContext } from "../context.ts";
import type { ActingMember } from "#domain/model/member.ts";
import type { SwitchResult } from "#domain/views/switch-result.ts";
import { wouldReroute } from "#domain/routing/reroute-after-switch.ts";
import { listActiveSessions } from "../../db/conversations/sessions.ts";

/** Sessions moved per transaction, for which the lock is held for some 20 ms; on SQLite everybody waits for it. */
const BATCH = 25;

/** Turns the switch. This commits alone and takes effect at once; active chats are moved afterwards. */
export function setAnsweringSwitch(
  services: ServiceContext,
  orgId: OrgId,
  answers: Answers,
  by: ActingMember,
): Promise<SwitchResult> {
  return recordSwitch(services, orgId, (scene) => decideTurnSwitch(scene, answers, by));
}

/** Undoes the newest turn. @throws {Refusal} `nothing-to-undo` */
export function undoAnsweringSwitch(
  services: ServiceContext,
  orgId: OrgId,
  no: number,
  by: ActingMember,
): Promise<SwitchResult> {
  return recordSwitch(services, orgId, (scene) => decideUndoSwitch(scene, no, by));
}

/**
 * Moves every active session that was routed under an older turn of the switch. Idempotent, so it may run on several
 * instances, stop half-way and be called again.
 */
export async function rerouteAfterSwitch(
  services: ServiceContext,
  orgId: OrgId,
  no: number,
): Promise<Pick<SwitchResult, "moved" | "kept">> {
  let moved = 0;
  let kept = 0;
  for (;;) {
    const stale = await listSessionsToReroute(services.store, orgId, no, BATCH);
    if (stale.length === 0) return { moved, kept };
    const { facts, result: waiting } = await services.record(orgId, {
      needs: { sessions: stale },
      decide: (scene) => decided([], new Set(stale.filter((id) => isInQueue(scene, id)))),
    });
    for (const { fact } of facts) {
      if (fact.kind === "session-held" && fact.why.kind.startsWith("switch")) moved += 1;
      // A session that an agent holds stays there too, but without a notification.
      if (fact.kind === "session-rerouted" && waiting.has(fact.sessionId)) kept += 1;
    }
  }
}

function isInQueue(scene: Scene, id: SessionId): boolean {
  return scene.session(id)?.holder.kind === "queue";
}

async function recordSwitch(
  services: ServiceContext,
  orgId: OrgId,
  decide: (scene: Scene) => Decision<Switch>,
): Promise<SwitchResult> {
  const { result } = await services.record(orgId, { needs: {}, decide });
  const { moved, kept } = await rerouteAfterSwitch(services, orgId, result.no);
  return { no: result.no, answers: result.answers, moved, kept };
}

/** Counts what turning the switch would do to the active chats. */
export async function previewSwitch({ store }: ServiceContext, orgId: OrgId) {
  const sessions = (await listActiveSessions(store, orgId))
    .map(({ session }) => session)
    .filter((session) => !isMail(session));
  const waiting = sessions.filter(({ holder }) => holder.kind === "queue").length;
  const toBot = sessions.filter((session) => wouldReroute(session, "bot")).length;
  return {
    toAgents: { moved: sessions.filter((session) => wouldReroute(session, "agents")).length },
    toBot: { moved: toBot, kept: waiting - toBot },
  };
}
