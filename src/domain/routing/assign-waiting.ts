import { assign, rosterAfterAssignment } from "./assignment.ts";
import type { Fact, SessionFact } from "../model/fact.ts";
import { agentHolder, changeHolder } from "./change-holder.ts";
import type { Scene } from "../model/scene.ts";
import type { Changes } from "../model/decision.ts";
import { hasLeft } from "./has-left.ts";

/** Whether a decision may have queued a chat or freed capacity for a queued one. */
export function affectsQueue(facts: readonly Fact[], changes: Changes = {}): boolean {
  return changes.members !== undefined || changes.settings !== undefined || facts.some(movesQueue);
}

/** Whether a fact may change the queue: who is in it, or in which order. Who waits is then told their place again. */
export function movesQueue(fact: Fact): boolean {
  switch (fact.kind) {
    case "session-opened":
      return fact.session.holder.kind === "queue";
    case "session-held":
    case "session-ended":
    case "clock-set-back":
    // Who has left is passed over, and not counted by those behind.
    case "customer-left":
    case "customer-back":
    case "erased":
      return true;
    case "message-posted":
    case "session-rerouted":
    case "holder-away":
    case "kept-open":
    case "bot-turn-started":
    case "bot-turn-stopped":
    case "bot-turn-failed":
    case "person-offered":
    case "session-attended":
    case "mail-snoozed":
    case "settings-changed":
    case "members-changed":
    case "articles-changed":
    case "organization-erased":
      return false;
  }
  // Only a newer build knows this kind, and it assigns queued chats itself.
  fact satisfies never;
  return false;
}

/**
 * Assigns queued chats, in order, to eligible agents, until the queue is empty or nobody is eligible. Chats whose
 * customer has left are passed over, and keep their place.
 */
export function assignWaiting(scene: Scene): SessionFact[] {
  const facts: SessionFact[] = [];
  let roster = scene.roster();
  for (const { session, lastMemberId } of scene.queue()) {
    if (hasLeft(session)) continue;
    const assignment = assign(roster, scene.settings.assigning, lastMemberId, scene.random);
    if (assignment === null) break;

    const { reason, ...member } = assignment;
    const given = { holder: agentHolder(member), why: { kind: "assigned", reason } } as const;
    const { movedBySwitch } = session;
    facts.push(...changeHolder(session, given, scene.now, { movedBySwitch }));
    roster = rosterAfterAssignment(roster, member.memberId);
  }
  return facts;
}
