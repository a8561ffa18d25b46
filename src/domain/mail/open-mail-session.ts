import type { Customer } from "../model/customer.ts";
import type { SessionFact } from "../model/fact.ts";
import type { CustomerId } from "../model/ids.ts";
import { agentHolder } from "../routing/change-holder.ts";
import type { ActingMember } from "../model/member.ts";
import type { Scene } from "../model/scene.ts";
import { limitsOf, restartClock } from "../model/session-clock.ts";
import { type Session, isMail } from "../model/session.ts";

/** The customer's active mail session; `null` if they have none. */
export function activeMailOf(scene: Scene, id: CustomerId): Session | null {
  return scene.sessionsOf(id).find((session) => session.endedAt === null && isMail(session)) ?? null;
}

/**
 * Creates the fact of a new mail session. Nobody routes it: the member who writes has it, and one that a customer opens
 * is nobody's until a member takes it.
 */
export function openMailSession(
  scene: Scene,
  customer: Customer,
  by: ActingMember | null,
): Extract<SessionFact, { kind: "session-opened" }> {
  const session = newMailSession(scene, customer, by);
  return { kind: "session-opened", sessionId: session.id, session, customer };
}

function newMailSession(
  { now, newId, settings }: Scene,
  customer: Customer,
  by: ActingMember | null,
): Session {
  const channel = "mail";
  return {
    id: `ses_${newId()}`,
    customerId: customer.id,
    channel,
    holder: by === null ? { kind: "nobody" } : agentHolder(by),
    generation: 1,
    routedUnder: settings.switch.no,
    movedBySwitch: null,
    needsPerson: true,
    openedAt: now,
    clock: restartClock(limitsOf({ channel }, settings.sessions), now, null),
    endedAt: null,
    endedBy: null,
    queuedAt: null,
    returned: false,
    heldAt: by === null ? null : now,
    holderAway: false,
    awaitingSince: null,
    botTurn: null,
    lastWords: null,
    customerMessages: 0,
    ourMessages: 0,
    unattended: false,
    snoozedUntil: null,
    heldBefore: null,
  };
}
