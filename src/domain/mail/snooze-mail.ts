import { decided, refused, type Decision } from "../model/decision.ts";
import type { SessionId } from "../model/ids.ts";
import { DAY, type Instant, type Millis } from "../model/instant.ts";
import type { ActingMember } from "../model/member.ts";
import type { Scene } from "../model/scene.ts";
import { outlasting } from "../model/session-clock.ts";
import { isMail } from "../model/session.ts";

/** The longest time for which a mail session may be put aside. */
const SNOOZE_MAX_MS: Millis = 90 * DAY;

/**
 * Puts a member's mail session aside until an instant, at most {@link SNOOZE_MAX_MS} ahead, or takes it up again. It does not
 * end before that. An instant that has passed takes it up.
 *
 * @returns refuses `session-unknown`, `session-ended`, and `not-held-by-you` for a chat too
 */
export function decideSnoozeMail(
  scene: Scene,
  { sessionId, until }: { sessionId: SessionId; until: Instant | null },
  { memberId }: ActingMember,
): Decision<null> {
  const session = scene.session(sessionId);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  const { holder, snoozedUntil = null } = session;
  if (!isMail(session) || holder.kind !== "agent" || holder.memberId !== memberId)
    return refused("not-held-by-you", null);
  const latest = scene.now + SNOOZE_MAX_MS;
  const next = until === null || until <= scene.now ? null : Math.min(until, latest);
  if (next === snoozedUntil) return decided([], null);
  const clock = outlasting(session.clock, next ?? scene.now);
  return decided([{ kind: "mail-snoozed", sessionId, memberId, until: next, at: scene.now, clock }], null);
}
