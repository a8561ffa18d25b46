import type { ConversationPage, EarlierMessages, MessageCounts } from "./conversation-page.ts";
import type { PublicConversation } from "./public-conversation.ts";
import type { PublicEnd } from "./public-fact.ts";
import type { Customer } from "../model/customer.ts";
import type { PublicName } from "../model/member.ts";
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
  /** What members wrote in their mail sessions and they have not seen; `null` if nothing. No words. */
  answered: AnsweredMail | null;
}

/** Unseen messages of members in a customer's mail sessions. */
export interface AnsweredMail {
  /** Who wrote the last of them. */
  from: PublicName;
  count: number;
}

/** Where a page of a customer's mail begins: what is before it, in this session. */
export interface MailCursor extends EarlierMessages {
  sessionId: SessionId;
}

/**
 * A page of a customer's mail. It is of one session; `earlier` leads on through that session to the one before it.
 *
 * `no` and `ended` are of the session. `read` and `seen` are as in {@link CustomerSession}: they count from the first entry
 * of the page, and are negative if messages before it were not seen.
 */
export interface MailPage extends Omit<ConversationPage, "earlier"> {
  sessionId: SessionId;
  no: number;
  read: number;
  seen: number;
  ended: PublicEnd | null;
  earlier: MailCursor | null;
  /** How many messages of members before this page they have not seen. */
  unseenBefore: number;
}

/**
 * A session as its customer may see it, up to its fact number `no`. A long one has only its newest entries.
 *
 * `read` and `seen` count from the first loaded entry, and are negative if messages before it were not seen: a page
 * of an earlier build counts what it has.
 */
export interface CustomerSession {
  id: SessionId;
  no: number;
  talk: PublicConversation;
  /** The number of loaded messages to the customer that they have seen. */
  read: number;
  /** The number of the customer's loaded messages that a person has seen. */
  seen: number;
  /**
   * What there is before the loaded entries, in a thread of mail with the session it is in. `null`, or missing from an
   * earlier build, if everything is loaded.
   */
  earlier?: EarlierMessages | MailCursor | null;
  /** How many of the entries were added by `prependPage`. Missing before the first. */
  prepended?: number;
  /** How many of the loaded messages are of older sessions of mail. Missing before the first. */
  older?: MessageCounts;
  /** The client ids of the customer's loaded messages in older sessions that no member has seen. */
  olderUnseen?: readonly string[];
}
