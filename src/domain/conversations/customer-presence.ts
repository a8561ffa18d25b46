import { decided, type Decision } from "../model/decision.ts";
import type { Fact, SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import { type Instant, type Millis, SECOND } from "../model/instant.ts";
import type { Scene } from "../model/scene.ts";
import { type Session, isMail } from "../model/session.ts";
import { hasLeft } from "../routing/has-left.ts";

/** How long none of a customer's connections must have been open before they count as having left. */
export const CUSTOMER_GRACE_MS: Millis = 30 * SECOND;

/** The same after the boot or the death of a machine, which all of its customers use to connect again. */
export const CUSTOMER_RESTART_GRACE_MS: Millis = 60 * SECOND;

/** A customer who is connected nowhere, and the number of messages to them that they have seen. */
export interface AbsentCustomer {
  sessionId: SessionId;
  seen: number;
}

/**
 * Whether it matters that the customer is gone: they are in the queue, or there are words that they have not seen.
 * Of a mail session it is known that they need not be there. Nothing is recorded of others, most of whom have only closed a page.
 */
export function isAbsenceOfInterest(session: Session, seen: number): boolean {
  if (isMail(session)) return false;
  return session.endedAt === null && (session.holder.kind === "queue" || session.ourMessages > seen);
}

/** Whether it may matter from this fact on that the customer is gone. */
export function mayBeMissed(fact: Fact): boolean {
  switch (fact.kind) {
    case "session-opened":
      return fact.session.holder.kind === "queue";
    case "session-held":
      return fact.holder.kind === "queue";
    case "message-posted":
      return fact.message.author.kind !== "customer" && !fact.message.stopped;
    case "session-rerouted":
    case "holder-away":
    case "kept-open":
    case "clock-set-back":
    case "bot-turn-started":
    case "bot-turn-stopped":
    case "bot-turn-failed":
    case "person-offered":
    case "customer-left":
    case "customer-back":
    case "session-ended":
    case "session-attended":
    case "mail-snoozed":
    case "settings-changed":
    case "members-changed":
    case "articles-changed":
    case "erased":
    case "organization-erased":
      return false;
  }
  fact satisfies never;
  return false;
}

/**
 * Marks the chats of customers who have been connected nowhere for the grace period. Each is marked once, and only
 * while it is of interest. Their end is not changed.
 */
export function decideCustomersLeft(scene: Scene, absent: readonly AbsentCustomer[]): Decision<null> {
  const facts = absent.flatMap(({ sessionId, seen }): SessionFact[] => {
    const session = scene.session(sessionId);
    if (session === null || hasLeft(session) || !isAbsenceOfInterest(session, seen)) return [];
    return [{ kind: "customer-left", sessionId, at: scene.now }];
  });
  return decided(facts, null);
}

/** Takes the mark off the chats of customers who are connected again. They are where they were in the queue. */
export function decideCustomersBack(scene: Scene, sessions: readonly SessionId[]): Decision<null> {
  const facts = sessions.flatMap((id) => {
    const session = scene.session(id);
    return session === null ? [] : customerBack(session, scene.now);
  });
  return decided(facts, null);
}

/** Returns the fact that takes the mark off a chat; none if it has no mark, or has ended. */
export function customerBack(session: Session, at: Instant): SessionFact[] {
  return hasLeft(session) ? [{ kind: "customer-back", sessionId: session.id, at }] : [];
}
