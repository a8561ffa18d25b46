import { failTurn } from "../bot/finish-turn.ts";
import { endSession } from "./end-session.ts";
import { applyFacts } from "../model/apply-fact.ts";
import type { SessionFact } from "../model/fact.ts";
import { rerouteSession } from "../routing/reroute-after-switch.ts";
import type { Scene } from "../model/scene.ts";
import { isExpired } from "../model/session-clock.ts";
import type { Session } from "../model/session.ts";

/**
 * Computes the facts to record before anything else is decided about a session: an overdue turn of the chatbot fails,
 * an expired session ends, and a session is rerouted if the switch was turned since it was last routed.
 *
 * The end is dated `expiresAt`, however late it is recorded.
 */
export function overdueFacts(
  { now, settings }: Pick<Scene, "now" | "settings">,
  session: Session,
): SessionFact[] {
  if (session.endedAt !== null) return [];

  const { botTurn } = session;
  const failed =
    botTurn !== null && now >= botTurn.givesUpAt ? failTurn(session, "timeout", botTurn.givesUpAt) : [];
  const present = applyFacts(session, failed);
  if (isExpired(present, now))
    return [...failed, ...endSession(present, present.clock.expiresAt, { kind: "idle" })];
  if (present.routedUnder < settings.switch.no)
    return [...failed, ...rerouteSession(present, settings.switch, now)];
  return failed;
}
