import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Acting } from "#domain/conversations/reply.ts";
import type { Decision, Scene } from "#domain/model/scene.ts";
import type { Answers, Switch } from "#domain/model/settings.ts";
import { decideSwitch, decideUndo } from "#domain/routing/answering-switch.ts";
import type { SwitchTurned } from "#domain/views/team-view.ts";
import { listStaleRouted } from "../../db/conversations/overdue-sessions.ts";
import type { Desk } from "../context.ts";

/** Sessions moved in one write; more would hold the lock, and with it every message of the company, for too long. */
const BATCH = 200;

/** Turns the switch: it commits alone and acts from that moment, then the chats in flight follow. */
export function turnSwitch(desk: Desk, orgId: OrgId, answers: Answers, by: Acting): Promise<SwitchTurned> {
  return turn(desk, orgId, (scene) => decideSwitch(scene, answers, by));
}

/** Takes the newest turn back. @throws {Refusal} `nothing-to-undo` */
export function undoSwitch(desk: Desk, orgId: OrgId, no: number, by: Acting): Promise<SwitchTurned> {
  return turn(desk, orgId, (scene) => decideUndo(scene, no, by));
}

/**
 * Moves every active session that was routed under an older turn of the switch. Touching a session moves it, so
 * this may run on several machines, stop half-way and be called again.
 */
export async function followSwitch(
  desk: Desk,
  orgId: OrgId,
  no: number,
): Promise<Pick<SwitchTurned, "moved" | "kept">> {
  let moved = 0;
  let kept = 0;
  for (;;) {
    const stale = await listStaleRouted(desk.store, orgId, no, BATCH);
    if (stale.length === 0) return { moved, kept };
    const { facts, result: inLine } = await desk.record(orgId, {
      needs: { sessions: stale },
      decide: (scene) => decided([], new Set(stale.filter((id) => isInLine(scene, id)))),
    });
    for (const { fact } of facts) {
      if (fact.kind === "session-held" && fact.why.kind.startsWith("switch")) moved += 1;
      // Who is with an agent stays too, but nobody needs to be told.
      if (fact.kind === "session-rerouted" && inLine.has(fact.sessionId)) kept += 1;
    }
  }
}

function isInLine(scene: Scene, id: SessionId): boolean {
  return scene.session(id)?.holder.kind === "queue";
}

async function turn(
  desk: Desk,
  orgId: OrgId,
  decide: (scene: Scene) => Decision<Switch>,
): Promise<SwitchTurned> {
  const { result } = await desk.record(orgId, { needs: {}, decide });
  const { moved, kept } = await followSwitch(desk, orgId, result.no);
  return { no: result.no, answers: result.answers, moved, kept };
}
