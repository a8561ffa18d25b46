import type { Instant } from "../model/instant.ts";
import type { Session } from "../model/session.ts";

/** Whose turn it is in a mail session, for lists and lanes. */
export type MailState =
  | { kind: "waits-for-us"; since: Instant }
  | { kind: "waits-for-customer" }
  | { kind: "snoozed"; until: Instant };

/** Returns whose turn it is in a mail session. What its holder has put aside is nobody's until then. */
export function mailStateOf({ awaitingSince, snoozedUntil }: Session, now: Instant): MailState {
  if (snoozedUntil !== null && snoozedUntil !== undefined && snoozedUntil > now)
    return { kind: "snoozed", until: snoozedUntil };
  return awaitingSince === null
    ? { kind: "waits-for-customer" }
    : { kind: "waits-for-us", since: awaitingSince };
}
