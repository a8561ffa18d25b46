import { assign, type Candidate } from "./assignment.ts";
import { startTurn } from "../bot/bot-turn.ts";
import type { Fact, SessionFact } from "../model/fact.ts";
import { handOver } from "../model/hand-over.ts";
import type { MemberId, SessionId } from "../model/ids.ts";
import type { Changes, QueuedSession, Scene } from "../model/scene.ts";

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
  return changes.members !== undefined || changes.settings !== undefined || facts.some(movesQueue);
}

/** Whether a fact may put somebody in line, or take somebody out of it, who stands there. */
export function movesQueue(fact: Fact): boolean {
  switch (fact.kind) {
    case "session-opened":
      return fact.session.holder.kind === "queue";
    case "session-held":
    case "session-ended":
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
    case "settings-changed":
    case "members-changed":
    case "articles-changed":
    case "organization-erased":
      return false;
  }
  // Another build's fact: what it means is for that build to do.
  fact satisfies never;
  return false;
}

/** First in line first; returned chats before new ones. */
export function compareQueuePlace(a: QueuedSession, b: QueuedSession): number {
  return (
    Number(b.session.returned) - Number(a.session.returned) ||
    (a.session.queuedAt ?? 0) - (b.session.queuedAt ?? 0) ||
    (a.session.id < b.session.id ? -1 : 1)
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

/** The roster after one more chat for this member: busier by one, and last in the cursor's order. */
export function rosterAfterAssignment(
  roster: readonly Candidate[],
  memberId: MemberId,
): readonly Candidate[] {
  const given = roster.filter((candidate) => candidate.memberId === memberId);
  const others = roster.filter((candidate) => candidate.memberId !== memberId);
  return [...others, ...given.map((candidate) => ({ ...candidate, load: candidate.load + 1 }))];
}
