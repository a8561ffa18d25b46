import type { SessionId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";

/** The acknowledgement of a stored message. */
export interface MessageAcknowledgement {
  sessionNo: number;
  sentAt: Instant;
  /** Whether it had already been stored. */
  duplicate: boolean;
  /** The session that it went into, if it need not be the one that it was sent to: see mail sessions. */
  sessionId?: SessionId;
}
