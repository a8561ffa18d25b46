import type { SessionFact } from "../model/fact.ts";
import type { Instant } from "../model/instant.ts";
import type { Session } from "../model/session.ts";
import { clockSetBack, isAheadOf } from "../model/set-session-back.ts";
import type { SessionSettings } from "../model/settings.ts";

/** What to record about a session when the clock is set back to `now`: nothing, where the session is not ahead of it. */
export function decideSetBack(session: Session, now: Instant, settings: SessionSettings): SessionFact[] {
  if (session.endedAt !== null || !isAheadOf(session, now, settings)) return [];
  const clock = clockSetBack(session, now, settings);
  return [{ kind: "clock-set-back", sessionId: session.id, at: now, clock }];
}
