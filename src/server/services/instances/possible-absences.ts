import { CUSTOMER_GRACE_MS } from "#domain/conversations/customer-presence.ts";
import type { SessionId } from "#domain/model/ids.ts";
import type { Instant, Millis } from "#domain/model/instant.ts";
import type { Absence } from "../../db/conversations/absences.ts";
import type { SessionKey } from "../../db/conversations/feed.ts";

/** A session whose customer may be absent. */
export interface PossibleAbsence extends SessionKey {
  /** Since when; `null` until the next look at the clock. */
  since: Instant | null;
  /** How long they may be absent before they count as having left. */
  graceMs: Millis;
  /** Whether their last connection to this process was lost, rather than never seen. */
  isLoss: boolean;
}

/** The sessions, in memory, whose customers this process has not seen for a while and will look for. */
export interface PossibleAbsences {
  /** Adds a session whose customer has just lost their last connection to this process. */
  addLoss(key: SessionKey): void;
  /** The same, for a connection that was lost a while ago. A session that is there stays as it is. */
  addLossSince(key: SessionKey, since: Instant): void;
  /** Adds a session that has just become of interest, wherever its customer is. One that is there stays as it is. */
  suspect(key: SessionKey): void;
  /** Adds a session whose customer has time to connect again. */
  giveTime(key: SessionKey, since: Instant, graceMs: Millis): void;
  /** Returns those who have been absent for `ms`, at most {@link AT_ONCE}. Those who are new are absent since `now`. */
  absentFor(ms: Millis, now: Instant): PossibleAbsence[];
  /** Removes these, unless they have been added again since. */
  remove(done: readonly PossibleAbsence[]): void;
  /** Whether the customer of a session has been connected here since this absence was noted. */
  wasHereSince(absence: Pick<Absence, "sessionId" | "dueAt">): boolean;
}

/** How many sessions are looked up at once. More would hold up other work. */
const AT_ONCE = 500;

/** Creates an empty set. */
export function createPossibleAbsences(): PossibleAbsences {
  const entries = new Map<SessionId, PossibleAbsence>();
  const fresh = { since: null, graceMs: CUSTOMER_GRACE_MS };
  return {
    addLoss: (key) => void entries.set(key.sessionId, { ...key, ...fresh, isLoss: true }),
    addLossSince(key, since) {
      if (!entries.has(key.sessionId)) entries.set(key.sessionId, { ...key, ...fresh, since, isLoss: true });
    },
    suspect(key) {
      if (!entries.has(key.sessionId)) entries.set(key.sessionId, { ...key, ...fresh, isLoss: false });
    },
    giveTime: (key, since, graceMs) =>
      void entries.set(key.sessionId, { ...key, since, graceMs, isLoss: false }),
    absentFor(ms, now) {
      for (const entry of entries.values()) if (entry.since === null || entry.since > now) entry.since = now;
      const old = [...entries.values()].filter(({ since }) => since !== null && now - since >= ms);
      return old.slice(0, AT_ONCE);
    },
    remove(done) {
      for (const entry of done) if (entries.get(entry.sessionId) === entry) entries.delete(entry.sessionId);
    },
    wasHereSince({ sessionId, dueAt }) {
      const { isLoss, since, graceMs } = entries.get(sessionId) ?? { isLoss: false, since: 0, graceMs: 0 };
      return isLoss && (since === null || since + graceMs > dueAt);
    },
  };
}
