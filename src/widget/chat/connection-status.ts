import type { Instant, Millis } from "#domain/model/instant.ts";
import type { ConnectionState } from "#transport/connection/server-connection.ts";

/** How the connection has fared. */
export interface ConnectionStatus {
  /** `null` while it stands. */
  downSince: Instant | null;
  /** The browser says there is no network at all. */
  offline: boolean;
  /** When it came back after a loss that was told of; `null` if none was. */
  backAt: Instant | null;
}

/** A loss shorter than this is nobody's business: it is not told of, so neither is its end. */
export const SHOWN_AFTER_MS: Millis = 2_000;

/** The network after the link's state has changed. */
export function updateConnectionStatus(
  before: ConnectionStatus,
  state: ConnectionState,
  now: Instant,
): ConnectionStatus {
  const { downSince, offline } = before;
  if (state !== "open") return { downSince: downSince ?? now, offline: state === "offline", backAt: null };
  const told = downSince !== null && (offline || now - downSince >= SHOWN_AFTER_MS);
  return { downSince: null, offline: false, backAt: told ? now : before.backAt };
}
