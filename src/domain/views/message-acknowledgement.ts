import type { Instant } from "../model/instant.ts";

/** The acknowledgement of a stored message. */
export interface MessageAcknowledgement {
  sessionNo: number;
  sentAt: Instant;
  /** Whether it had already been stored. */
  duplicate: boolean;
}
