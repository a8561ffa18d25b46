import type { PeerNotice } from "./peer-notice.ts";

/** What runs between the machines of one deployment. Nothing on it is waited for, and any of it may be lost. */
export interface PeerChannel {
  /** Tells every other machine. Costs nothing while there is none. */
  send(notice: PeerNotice): void;
  /** Calls `hear` for what other machines send. */
  onNotice(handle: (notice: PeerNotice) => void): void;
  /** Calls `look` once the wire is up, and again after each break: what was sent meanwhile is lost. */
  onReconnect(refresh: () => void): void;
  /** Says goodbye, so that nobody sends for this machine any more. */
  close(): Promise<void>;
}

/** The wire of a deployment that has one machine. */
export const NO_PEER_CHANNEL: PeerChannel = {
  send() {},
  onNotice() {},
  onReconnect() {},
  close: async () => {},
};
