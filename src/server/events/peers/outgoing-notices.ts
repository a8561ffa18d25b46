import type { Parcel } from "./peer-notice.ts";

/** Parcels that wait to be sent: the newest thousands, and one nudge an organization. */
export interface WaitingParcels {
  add(parcel: Parcel): void;
  /** Takes everything, oldest first. */
  take(): Parcel[];
  readonly size: number;
}

/** More than a machine says while a batch is on its way; while the database is away the oldest are let go. */
const MOST_WAITING = 5_000;

/** Nothing waits yet. */
export function createWaitingParcels(most = MOST_WAITING): WaitingParcels {
  let waiting = new Map<string | number, Parcel>();
  let count = 0;

  return {
    add(parcel) {
      waiting.set(parcel.kind === "nudge" ? parcel.orgId : ++count, parcel);
      if (waiting.size <= most) return;
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
