import type { Instant } from "./instant.ts";
import { limitsOf, restartClock } from "./session-clock.ts";
import type { BotTurn, Session, SessionClock } from "./session.ts";
import type { SessionSettings } from "./settings.ts";

/** Whether a session bears an instant that is yet to come, as it does after the clock was ahead. */
export function isAheadOf(session: Session, now: Instant, settings: SessionSettings): boolean {
  const { limitMs } = limitsOf(session, settings);
  const { openedAt, queuedAt, heldAt, awaitingSince, customerLeftAt, lastWords, botTurn, clock } = session;
  const instants = [
    openedAt,
    queuedAt,
    heldAt,
    awaitingSince,
    customerLeftAt,
    lastWords?.at,
    botTurn?.startedAt,
  ];
  return clock.idleAt - limitMs > now || instants.some((at) => (at ?? now) > now);
}

/** The session with no instant later than `at`: what is said to have happened later happened now. */
export function setSessionBack(session: Session, at: Instant, clock: SessionClock): Session {
  const { openedAt, queuedAt, heldAt, awaitingSince, customerLeftAt, lastWords, movedBySwitch } = session;
  return {
    ...session,
    openedAt: Math.min(openedAt, at),
    queuedAt: atMost(queuedAt, at),
    heldAt: atMost(heldAt, at),
    awaitingSince: atMost(awaitingSince, at),
    ...(customerLeftAt !== undefined && { customerLeftAt: atMost(customerLeftAt, at) }),
    lastWords: lastWords && { ...lastWords, at: Math.min(lastWords.at, at) },
    movedBySwitch: movedBySwitch && { ...movedBySwitch, queuedAt: atMost(movedBySwitch.queuedAt, at) },
    botTurn: turnSetBack(session.botTurn, at),
    clock,
  };
}

/** The idle clock of a session that is set back: as after activity now. */
export function clockSetBack(session: Session, at: Instant, settings: SessionSettings): SessionClock {
  return restartClock(limitsOf(session, settings), at, turnSetBack(session.botTurn, at));
}

function turnSetBack(turn: BotTurn | null, at: Instant): BotTurn | null {
  if (turn === null || turn.startedAt <= at) return turn;
  return { ...turn, startedAt: at, givesUpAt: at + (turn.givesUpAt - turn.startedAt) };
}

function atMost(instant: Instant | null, at: Instant): Instant | null {
  return instant === null ? null : Math.min(instant, at);
}
