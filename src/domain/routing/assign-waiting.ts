import { assign, rosterAfterAssignment } from "./assignment.ts";
import type { Fact, SessionFact } from "../model/fact.ts";
import { handOver } from "../model/hand-over.ts";
import type { SessionId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import type { Changes } from "../model/decision.ts";
import { startTurn } from "../bot/start-turn.ts";

/**
 * Restores what must always hold after a decision: the chatbot speaks where it is its turn, and nobody stands in
 * line while an agent could be given the chat.
 *
 * @param touched - the sessions the decision was about
 * @param drains - whether the line may have moved; reading it costs
 */
export function settle(scene: Scene, touched: readonly SessionId[], drains: boolean): SessionFact[] {
  const turns = touched.flatMap((id) => {
    const session = scene.session(id);
    return session === null ? [] : startTurn(scene, session);
  });
  return drains ? [...turns, ...drain(scene)] : turns;
}

/** Whether a decision may have put somebody in line or made room for somebody who stands there. */
export function affectsQueue(facts: readonly Fact[], changes: Changes = {}): boolean {
  return (
    changes.members !== undefined ||
    changes.settings !== undefined ||
    facts.some((fact) =>
      fact.kind === "session-opened"
        ? fact.session.holder.kind === "queue"
        : fact.kind === "session-held" || fact.kind === "session-ended" || fact.kind === "erased",
    )
  );
}

function drain(scene: Scene): SessionFact[] {
  const facts: SessionFact[] = [];
  let roster = scene.roster();
  for (const { session, lastMemberId } of scene.queue()) {
    const assignment = assign(roster, scene.settings.assigning, lastMemberId, scene.random);
    if (assignment === null) break;

    const { memberId, name, reason } = assignment;
    const holder = { kind: "agent", memberId, name } as const;
    const { movedBySwitch } = session;
    facts.push(
      ...handOver(session, { holder, why: { kind: "assigned", reason } }, scene.now, { movedBySwitch }),
    );
    roster = rosterAfterAssignment(roster, memberId);
  }
  return facts;
}
