import type { PeerNotice } from "./peer-notice.ts";

/** Carries notices between the instances of one deployment. Nothing is awaited, and any notice may be lost. */
export interface PeerChannel {
  /** Sends to every other instance. Costs nothing while there is none. */
  send(notice: PeerNotice): void;
  /** Calls `handle` for every notice from another instance. */
  onNotice(handle: (notice: PeerNotice) => void): void;
  /**
   * Calls `refresh` when the channel connects and whenever it reconnects, because notices sent while it was down are
   * lost.
   */
  onReconnect(refresh: () => void): void;
  /** Announces that this instance leaves, so that no other instance sends because of it. */
  close(): Promise<void>;
}

/** The channel of a deployment with one instance. */
export const NO_PEER_CHANNEL: PeerChannel = {
  send() {},
  onNotice() {},
  onReconnect() {},
  close: async () => {},
};
