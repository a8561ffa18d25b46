import type { Customer } from "../model/customer.ts";
import { decided, type Decision } from "../model/decision.ts";
import type { SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import { restartClock } from "../model/session-clock.ts";
import type { Session } from "../model/session.ts";

/**
 * The form was sent. A customer who has an active session is led back to it, so that sending the form twice opens
 * one chat; earlier chats that nobody saw to are seen to by the return.
 */
export function decideOpen(scene: Scene, customer: Customer): Decision<SessionId> {
  const earlier = scene.sessionsOf(customer.id);
  const active = earlier.find(({ endedAt }) => endedAt === null);
  if (active !== undefined) return decided([], active.id, { customer });

  const attended: SessionFact[] = earlier
    .filter(({ unattended }) => unattended)
    .map(({ id }) => ({ kind: "session-attended", sessionId: id, memberId: null, at: scene.now }));
  const session = fresh(scene, customer);
  const opened: SessionFact = { kind: "session-opened", sessionId: session.id, session, customer };
  return decided([...attended, opened], session.id, { customer });
}

function fresh({ now, newId, settings }: Scene, customer: Customer): Session {
  const inLine = settings.switch.answers === "agents";
  return {
    id: `ses_${newId()}`,
    customerId: customer.id,
    holder: { kind: inLine ? "queue" : "bot" },
    generation: 1,
    routedUnder: settings.switch.no,
    movedBySwitch: null,
    needsPerson: false,
    openedAt: now,
    clock: restartClock(settings.sessions, now, null),
    endedAt: null,
    endedBy: null,
    queuedAt: inLine ? now : null,
    returned: false,
    heldAt: null,
    holderAway: false,
    awaitingSince: null,
    botTurn: null,
    lastWords: null,
    customerMessages: 0,
    ourMessages: 0,
    unattended: false,
  };
}
