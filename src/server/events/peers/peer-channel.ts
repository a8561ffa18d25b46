import type { Parcel } from "./peer-notice.ts";

/** What runs between the machines of one deployment. Nothing on it is waited for, and any of it may be lost. */
export interface Wire {
  /** Tells every other machine. Costs nothing while there is none. */
  send(parcel: Parcel): void;
  /** Calls `hear` for what other machines send. */
  onParcel(hear: (parcel: Parcel) => void): void;
  /** Calls `look` once the wire is up, and again after each break: what was sent meanwhile is lost. */
  onBack(look: () => void): void;
  /** Says goodbye, so that nobody sends for this machine any more. */
  close(): Promise<void>;
}

/** The wire of a deployment that has one machine. */
export const NO_WIRE: Wire = {
  send() {},
  onParcel() {},
  onBack() {},
  close: async () => {},
};
