import type { OrgId } from "#domain/ids.ts";

/**
 * Tells followers that an organization's feed has grown. A nudge carries no facts, so one that is late, doubled or
 * lost costs time, never truth.
 */
export interface Bus {
  nudge(orgId: OrgId): void;
  /** Calls `wake` after every nudge about `orgId` until `signal` aborts. */
  listen(orgId: OrgId, wake: () => void, signal: AbortSignal): void;
}
