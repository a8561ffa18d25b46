import { decided, refused, type Decision } from "../model/decision.ts";
import { changeHolder, agentHolder } from "./change-holder.ts";
import type { CustomerId, SessionId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import { isMail } from "../model/session.ts";
import type { ActingMember } from "../model/member.ts";
import { hasLeft } from "./has-left.ts";

export interface TakenChat {
  sessionId: SessionId;
  customerId: CustomerId;
}

/**
 * Accepts a queued chat for a member. Refuses `session-unknown`, `session-ended`, `not-waiting`, or `already-taken`
 * with the other agent's name.
 */
export function decideAccept(scene: Scene, id: SessionId, member: ActingMember): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  const { holder } = session;
  if (holder.kind === "agent") {
    return holder.memberId === member.memberId
      ? decided([], null)
      : refused("already-taken", null, holder.name);
  }
  if (holder.kind !== "queue") return refused("not-waiting", null);

  return decided(
    changeHolder(session, { holder: agentHolder(member), why: { kind: "accepted" } }, scene.now),
    null,
  );
}

/**
 * Accepts the first chat of the queue whose customer has not left for a member, even beyond their capacity. Refuses
 * `nobody-waiting`.
 */
export function decideAcceptNext(scene: Scene, member: ActingMember): Decision<TakenChat | null> {
  const next = scene.queue().find(({ session }) => !hasLeft(session));
  if (next === undefined) return refused("nobody-waiting", null);

  const { session } = next;
  const facts = changeHolder(session, { holder: agentHolder(member), why: { kind: "accepted" } }, scene.now);
  return decided(facts, { sessionId: session.id, customerId: session.customerId });
}

/**
 * Takes a chat over for a member from the chatbot, the queue or another member, or a mail session from whoever has it. Refuses `session-unknown` or
 * `session-ended`.
 */
export function decideTakeOver(scene: Scene, id: SessionId, member: ActingMember): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  const { holder } = session;
  if (holder.kind === "agent" && holder.memberId === member.memberId) return decided([], null);

  const why = { kind: isMail(session) ? "mail-taken" : "took-over" } as const;
  return decided(changeHolder(session, { holder: agentHolder(member), why }, scene.now), null);
}
