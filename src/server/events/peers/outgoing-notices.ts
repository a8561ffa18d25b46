import { BoundedMap } from "../../limits/bounded-map.ts";
import type { PeerNotice } from "./peer-notice.ts";

/** Notices waiting to be sent: the newest few thousand, and one `nudge` per organization. */
export interface OutgoingNotices {
  add(notice: PeerNotice): void;
  /** Takes all notices, oldest first. */
  take(): PeerNotice[];
  readonly size: number;
}

/**
 * More than an instance sends while one batch is in flight. While the database is unavailable, the oldest are
 * dropped.
 */
const MAX_WAITING = 5_000;

/** Creates an empty set of outgoing notices. */
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
