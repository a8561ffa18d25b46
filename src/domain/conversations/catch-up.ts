import { failTurn } from "../bot/bot-turn.ts";
import { endSession } from "./end-session.ts";
import { applyFacts } from "../model/apply-fact.ts";
import type { SessionFact } from "../model/fact.ts";
import { rerouteSession } from "../routing/reroute-after-switch.ts";
import type { Scene } from "../model/scene.ts";
import { isExpired } from "../model/session-clock.ts";
import type { Session } from "../model/session.ts";

/**
 * What must be recorded before anything else is decided about a session: a chatbot's turn that ran out of time has
 * failed, a session past its time has ended, and the switch may have been turned since it was last looked at.
 *
 * The end is dated `expiresAt` whoever notices it and however late.
 */
export function catchUp({ now, settings }: Pick<Scene, "now" | "settings">, session: Session): SessionFact[] {
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
