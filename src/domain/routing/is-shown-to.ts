import type { MemberId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { Session } from "../model/session.ts";

/** Whether a member sees a session that ended unanswered: the one who had it at once, all others a while later. */
export function isShownTo(
  { heldBefore, firstUntil }: Pick<Session, "heldBefore" | "firstUntil">,
  memberId: MemberId,
  now: Instant,
): boolean {
  return firstUntil === undefined || now >= firstUntil || heldBefore?.memberId === memberId;
}
