import type { Instant, Millis } from "#domain/model/instant.ts";
import type { ConnectionState } from "#transport/connection/server-connection.ts";

/** The history of the connection, for the banner. */
export interface ConnectionStatus {
  /** The time it was lost; `null` while connected. */
  downSince: Instant | null;
  /** Whether the browser reports no network. */
  offline: boolean;
  /** The time it was restored after a loss that was shown; `null` if none was. */
  backAt: Instant | null;
}

/** A shorter loss is not shown, and neither is its end. */
export const SHOWN_AFTER_MS: Millis = 2_000;

/** Returns the status after a change of the connection's state. */
export function updateConnectionStatus(
  before: ConnectionStatus,
  state: ConnectionState,
  now: Instant,
): ConnectionStatus {
  const { downSince, offline } = before;
  if (state !== "open") return { downSince: downSince ?? now, offline: state === "offline", backAt: null };
  const wasShown = downSince !== null && (offline || now - downSince >= SHOWN_AFTER_MS);
  return { downSince: null, offline: false, backAt: wasShown ? now : before.backAt };
}
