import { HOUR, type Instant, type Millis } from "../model/instant.ts";
import type { Session } from "../model/session.ts";
import { type WorkingTime, afterWorking } from "./working-time.ts";

/** How much working time the holder of a mail session has to answer, before everybody sees that it waits. */
export const MAIL_ANSWER_MS: Millis = 8 * HOUR;

/**
 * Since when the holder of a mail session owes its customer an answer, which is yet to come while they have put it aside;
 * `null` if they owe none, or nobody holds it.
 */
export function mailOwedSince({ holder, awaitingSince, heldAt, snoozedUntil }: Session): Instant | null {
  if (holder.kind !== "agent" || awaitingSince === null) return null;
  return Math.max(awaitingSince, heldAt ?? 0, snoozedUntil ?? 0);
}

/**
 * When a mail session that its holder has not answered is given back; `null` if it is not, or not while it lasts.
 *
 * @param workingTimeFrom - the working time from an instant on
 */
export function mailDueAt(
  session: Session,
  workingTimeFrom: (since: Instant) => WorkingTime,
): Instant | null {
  const since = mailOwedSince(session);
  return since === null ? null : afterWorking(workingTimeFrom(since), since, MAIL_ANSWER_MS);
}
