import type { PeerNotice } from "./peer-notice.ts";

/** Parcels that wait to be sent: the newest thousands, and one nudge an organization. */
export interface OutgoingNotices {
  add(notice: PeerNotice): void;
  /** Takes everything, oldest first. */
  take(): PeerNotice[];
  readonly size: number;
}

/** More than a machine says while a batch is on its way; while the database is away the oldest are let go. */
const MAX_WAITING = 5_000;

/** Nothing waits yet. */
export function createOutgoingNotices(maxWaiting = MAX_WAITING): OutgoingNotices {
  let waiting = new Map<string | number, PeerNotice>();
  let count = 0;

  return {
    add(notice) {
      waiting.set(notice.kind === "nudge" ? notice.orgId : ++count, notice);
      if (waiting.size <= maxWaiting) return;
      for (const oldest of waiting.keys()) {
        waiting.delete(oldest);
        break;
      }
    },
    take() {
      const taken = [...waiting.values()];
      waiting = new Map();
      return taken;
    },
    get size() {
      return waiting.size;
    },
  };
}
