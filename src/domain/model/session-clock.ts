import { DAY, type Instant, type Millis } from "./instant.ts";
import { type BotTurn, type Session, type SessionClock, isMail } from "./session.ts";
import { longestWarningMs, type SessionSettings } from "./settings.ts";

/** How long a mail session goes on without a message. Nobody is warned before its end. */
export const MAIL_LIMIT_MS: Millis = 14 * DAY;
const MAIL_SETTINGS: SessionSettings = { limitMs: MAIL_LIMIT_MS, warningMs: 0 };

/** The limits of a session: a chat has its company's, a mail session two weeks. */
export function limitsOf(session: Pick<Session, "channel">, ofChats: SessionSettings): SessionSettings {
  return isMail(session) ? MAIL_SETTINGS : ofChats;
}

/**
 * Restarts the idle clock after activity at `at`.
 *
 * @param settings - from {@link limitsOf}
 * @param turn - the chatbot's open turn, during which the session cannot expire; `null` if there is none
 */
export function restartClock(
  { limitMs, warningMs }: SessionSettings,
  at: Instant,
  turn: Pick<BotTurn, "givesUpAt"> | null,
): SessionClock {
  return withTurn({ idleAt: at + limitMs, warningMs: Math.min(warningMs, longestWarningMs(limitMs)) }, turn);
}

/** Extends the clock for a turn of the chatbot: a session does not expire while an answer is pending. */
export function extendClockForTurn(clock: SessionClock, turn: Pick<BotTurn, "givesUpAt">): SessionClock {
  return withTurn(clock, turn);
}

/** Returns the clock after a turn that ended without a message. At least one warning period is left. */
export function releaseClockFromTurn({ idleAt, warningMs }: SessionClock, at: Instant): SessionClock {
  return withTurn({ idleAt: Math.max(idleAt, at + warningMs), warningMs }, null);
}

/** Returns the clock of a mail session that goes on for a day after `until`, or longer. */
export function outlasting(clock: SessionClock, until: Instant): SessionClock {
  return withTurn({ ...clock, idleAt: Math.max(clock.idleAt, until + DAY) }, null);
}

/**
 * Whether the session has expired and its end is not recorded yet.
 *
 * @returns `true` at and after `expiresAt`: a message recorded in that millisecond is too late
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
