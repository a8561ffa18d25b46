import { assign, rosterAfterAssignment } from "./assignment.ts";
import type { Fact, SessionFact } from "../model/fact.ts";
import { agentHolder, handOver } from "../model/hand-over.ts";
import type { Scene } from "../model/scene.ts";
import type { Changes } from "../model/decision.ts";

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

/** Gives the chats in the queue, in its order, to agents who may be given one: nobody waits while somebody is free. */
export function assignWaiting(scene: Scene): SessionFact[] {
  const facts: SessionFact[] = [];
  let roster = scene.roster();
  for (const { session, lastMemberId } of scene.queue()) {
    const assignment = assign(roster, scene.settings.assigning, lastMemberId, scene.random);
    if (assignment === null) break;

    const { reason, ...member } = assignment;
    const given = { holder: agentHolder(member), why: { kind: "assigned", reason } } as const;
    const { movedBySwitch } = session;
    facts.push(...handOver(session, given, scene.now, { movedBySwitch }));
    roster = rosterAfterAssignment(roster, member.memberId);
  }
  return facts;
}
