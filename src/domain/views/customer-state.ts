import type { PublicConversation } from "./public-conversation.ts";
import type { Customer } from "../model/customer.ts";
import type { SessionId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";

/** A customer's current state, which the widget renders first. */
export interface CustomerState {
  /** The server's time, to correct the browser's clock. */
  now: Instant;
  customer: Customer;
  session: CustomerSession | null;
  /** The session that ended last, until the page is reloaded with a newer session open; `null` if there is none. */
  ended: CustomerSession | null;
}

/** A session as its customer may see it, complete up to its fact number `no`. */
export interface CustomerSession {
  id: SessionId;
  no: number;
  talk: PublicConversation;
  /** The number of messages to the customer that they have seen. */
  read: number;
  /** The number of the customer's messages that a person has seen. */
  seen: number;
}
