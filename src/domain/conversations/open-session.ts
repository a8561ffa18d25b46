import type { Customer } from "../model/customer.ts";
import { decided, refused, type Decision } from "../model/decision.ts";
import type { SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import { restartClock } from "../model/session-clock.ts";
import { type Session, isMail } from "../model/session.ts";
import type { Answers } from "../model/settings.ts";
import { answersNewChats } from "../routing/opening-hours.ts";

/**
 * Opens a session for a submitted form. A customer with an active chat gets that one, so that submitting the form
 * twice opens one chat, where it was. It remembers their unattended sessions, which are attended to once a person has it.
 * Refuses `outside-hours` where the company takes messages then.
 */
export function decideOpen(
  scene: Scene,
  customer: Customer,
  source?: Session["source"],
): Decision<SessionId> {
  const earlier = scene.sessionsOf(customer.id);
  const active = earlier.find((session) => session.endedAt === null && !isMail(session));
  if (active !== undefined) return decided([], active.id, { customer });

  const answers = answersNewChats(scene.settings, scene.opening().isOpen);
  const unattendedBefore = earlier.filter(({ unattended }) => unattended).map(({ id }) => id);
  const session = {
    ...newSession(scene, customer, { answers, source }),
    ...(unattendedBefore.length > 0 && { unattendedBefore }),
  };
  if (answers === null) return refused("outside-hours", session.id);
  const opened: SessionFact = { kind: "session-opened", sessionId: session.id, session, customer };
  return decided([opened], session.id, { customer });
}

function newSession(
  { now, newId, settings }: Scene,
  customer: Customer,
  { answers, source }: { answers: Answers | null; source: Session["source"] },
): Session {
  const isQueued = answers === "agents";
  return {
    id: `ses_${newId()}`,
    customerId: customer.id,
    ...(source && { source }),
    holder: { kind: isQueued ? "queue" : "bot" },
    generation: 1,
    routedUnder: settings.switch.no,
    movedBySwitch: null,
    needsPerson: false,
    openedAt: now,
    clock: restartClock(settings.sessions, now, null),
    endedAt: null,
    endedBy: null,
    queuedAt: isQueued ? now : null,
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
