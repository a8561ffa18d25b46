import { failTurn } from "../bot/finish-turn.ts";
import { endSession } from "./end-session.ts";
import { applyFacts } from "../model/apply-fact.ts";
import type { SessionFact } from "../model/fact.ts";
import { rerouteSession } from "../routing/reroute-after-switch.ts";
import type { Instant } from "../model/instant.ts";
import type { Scene } from "../model/scene.ts";
import { isExpired } from "../model/session-clock.ts";
import { type Session, isMail } from "../model/session.ts";
import { giveMailBack } from "../routing/change-holder.ts";
import { mailDueAt } from "../routing/mail-due-at.ts";

/**
 * Computes the facts to record before anything else is decided about a session: an overdue turn of the chatbot fails,
 * an expired session ends, and a session is rerouted if the switch was turned since it was last routed.
 * A mail session that waits too long for its holder is given back.
 *
 * The end is dated `expiresAt`, however late it is recorded.
 */
export function overdueFacts(
  { now, settings, openFrom }: Pick<Scene, "now" | "settings" | "openFrom">,
  session: Session,
): SessionFact[] {
  if (session.endedAt !== null) return [];
  if (isMail(session)) return overdueMailFacts(session, now, openFrom);

  const { botTurn } = session;
  const failed =
    botTurn !== null && now >= botTurn.givesUpAt ? failTurn(session, "timeout", botTurn.givesUpAt) : [];
  const present = applyFacts(session, failed);
  if (isExpired(present, now))
    return [...failed, ...endSession(present, present.clock.expiresAt, { kind: "idle" }, openFrom)];
  if (present.routedUnder < settings.switch.no)
    return [...failed, ...rerouteSession(present, settings.switch, now)];
  return failed;
}

function overdueMailFacts(session: Session, now: Instant, openFrom: Scene["openFrom"]): SessionFact[] {
  if (isExpired(session, now))
    return endSession(session, session.clock.expiresAt, { kind: "idle" }, openFrom);
  const dueAt = mailDueAt(session, openFrom);
  return dueAt !== null && now >= dueAt ? giveMailBack(session, dueAt) : [];
}
