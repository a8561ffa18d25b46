import type { Instant } from "../model/instant.ts";
import type { OpenInterval, Opening } from "../model/scene.ts";
import type { Answers, Settings } from "../model/settings.ts";

/** The times in which a company is open, as far as they were looked up. */
export interface OpenTimes {
  /** In the order of `from`. They may touch or overlap, and may begin in the past. */
  intervals: Iterable<OpenInterval>;
  /** After this instant nothing is known; from now to it is more than the longest time without a change. */
  knownUntil: Instant;
}

/** Returns whether the company is open at an instant, and the next change after it. */
export function openingAt({ intervals, knownUntil }: OpenTimes, now: Instant): Opening {
  let closesAt: Instant | null = null;
  for (const { from, to } of intervals) {
    if (to <= now || to <= from) continue;
    if (closesAt === null && from > now) return { isOpen: false, until: from };
    if (closesAt !== null && from > closesAt) break;
    closesAt = Math.max(closesAt ?? to, to);
  }
  if (closesAt === null) return { isOpen: false, until: null };
  return { isOpen: true, until: closesAt >= knownUntil ? null : closesAt };
}

/**
 * Returns who answers new chats; `null` if none is opened and customers are asked to leave a message. Outside the hours
 * their rule decides, whatever the switch says.
 */
export function answersNewChats(
  { switch: { answers }, hours }: Pick<Settings, "switch" | "hours">,
  isOpen: boolean,
): Answers | null {
  if (isOpen) return answers;
  return hours.outside === "bot" ? "bot" : null;
}
