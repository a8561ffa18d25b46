import { BoundedMap } from "../../limits/bounded-map.ts";
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
  let waiting = new BoundedMap<string | number, PeerNotice>(maxWaiting);
  let count = 0;

  return {
    add(notice) {
      waiting.update(notice.kind === "nudge" ? notice.orgId : ++count, notice);
    },
    take() {
      const taken = [...waiting.values()];
      waiting = new BoundedMap(maxWaiting);
      return taken;
    },
    get size() {
      return waiting.size;
    },
  };
}
