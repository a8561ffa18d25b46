import type { Instant } from "./instant.ts";
import type { BotTurn, Session, SessionClock } from "./session.ts";
import { longestWarningMs, type SessionSettings } from "./settings.ts";

/**
 * Winds the idle clock: something that counts as a sign of life happened at `at`.
 *
 * @param turn - the chatbot's open turn, which the session outlives; `null` if none
 */
export function restartClock(
  { limitMs, warningMs }: SessionSettings,
  at: Instant,
  turn: Pick<BotTurn, "givesUpAt"> | null,
): SessionClock {
  return withTurn({ idleAt: at + limitMs, warningMs: Math.min(warningMs, longestWarningMs(limitMs)) }, turn);
}

/** The same clock while the chatbot is at work: a session never ends under an answer that is on its way. */
export function extendClockForTurn(clock: SessionClock, turn: Pick<BotTurn, "givesUpAt">): SessionClock {
  return withTurn(clock, turn);
}

/** The clock after a turn that ended without a message: at least one warning period is left. */
export function releaseClockFromTurn({ idleAt, warningMs }: SessionClock, at: Instant): SessionClock {
  return withTurn({ idleAt: Math.max(idleAt, at + warningMs), warningMs }, null);
}

/**
 * Whether the session's time is up though nobody has recorded the end yet.
 *
 * @returns `true` at and after `expiresAt`: a message recorded in that very millisecond comes too late
 */
export function isExpired(session: Pick<Session, "clock" | "endedAt">, now: Instant): boolean {
  return session.endedAt === null && now >= session.clock.expiresAt;
}

function withTurn(
  { idleAt, warningMs }: Pick<SessionClock, "idleAt" | "warningMs">,
  turn: Pick<BotTurn, "givesUpAt"> | null,
): SessionClock {
  const expiresAt = turn === null ? idleAt : Math.max(idleAt, turn.givesUpAt);
  return { idleAt, warningMs, expiresAt, warnsAt: expiresAt - warningMs };
}
