import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId } from "#domain/model/ids.ts";

/**
 * Tells followers that an organization's feed has grown. The feed is the truth: a nudge that is late, doubled or lost
 * costs time and nothing else.
 */
export interface FeedNotifier {
  /** @param facts - what was recorded, where it is at hand: who has everything before it need not read it back */
  notify(orgId: OrgId, facts?: readonly NumberedFact[]): void;
  /** Calls `wake` after every nudge about `orgId` until `signal` aborts; `news` is empty where it is not at hand. */
  listen(orgId: OrgId, wake: (facts: readonly NumberedFact[]) => void, signal: AbortSignal): void;
}
