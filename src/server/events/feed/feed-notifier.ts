import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId } from "#domain/model/ids.ts";

/**
 * Notifies followers that an organization's feed has grown. The feed is the source of truth: a notification that is late,
 * duplicated or lost only costs time.
 */
export interface FeedNotifier {
  /**
   * Notifies followers. @param facts - the recorded facts, if known: a follower that has everything before them need
   * not read them back
   */
  notify(orgId: OrgId, facts?: readonly NumberedFact[]): void;
  /** Calls `wake` after every notification for `orgId` until `signal` aborts. `facts` is empty if not known. */
  listen(orgId: OrgId, wake: (facts: readonly NumberedFact[]) => void, signal: AbortSignal): void;
}
