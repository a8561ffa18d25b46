import type { BotStopReason, SessionFact } from "./fact.ts";
import type { Instant } from "./instant.ts";
import { releaseClockFromTurn } from "./session-clock.ts";
import type { Session } from "./session.ts";

/** Returns the fact that ends an open turn without an answer; none if there is no turn. */
export function stopTurn(session: Session, why: BotStopReason, at: Instant): SessionFact[] {
  if (session.botTurn === null) return [];
  const { turnId } = session.botTurn;
  const clock = releaseClockFromTurn(session.clock, at);
  return [{ kind: "bot-turn-stopped", sessionId: session.id, turnId, why, at, clock }];
}
